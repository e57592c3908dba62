import type { QuietHours } from '../backend/bindings';

/** What is suggested to whoever turns quiet hours on. */
const night: QuietHours = { from: '22:00', to: '08:00', outBreaksThrough: false };

/** Quiet hours as they are typed. They hold as soon as they make sense: there is no Save. */
export class QuietHoursForm {
  on = $state(false);
  typed = $state({ ...night });

  #stored: QuietHours | null = $state.raw(null);
  #store: (quietHours: QuietHours | null) => Promise<boolean>;
  #storing = false;
  #settled: Promise<void> = Promise.resolve();

  constructor(stored: QuietHours | null, store: (chosen: QuietHours | null) => Promise<boolean>) {
    this.#stored = stored;
    this.#store = store;
    this.#show(stored);
  }

  /** Whether something is typed that does not hold. */
  get changed(): boolean {
    const chosen = this.#chosen();
    return chosen === undefined || !same(chosen, this.#stored);
  }

  /** Resolves when what is on its way is stored or refused. */
  settled(): Promise<void> {
    return this.#settled;
  }

  get wrong(): { from: boolean; to: boolean } {
    return { from: this.#isWrong(this.typed.from), to: this.#isWrong(this.typed.to) };
  }

  /** A day later, or never: what two times mean is not always plain. */
  get span(): 'same-day' | 'next-day' | 'never' {
    const [from, to] = [timeOfDay(this.typed.from) ?? '', timeOfDay(this.typed.to) ?? ''];
    if (from === to) return 'never';
    return from < to ? 'same-day' : 'next-day';
  }

  /** The app tells what holds now. What is being stored wins over that. */
  follow(stored: QuietHours | null): void {
    if (this.#storing || same(stored, this.#stored)) return;
    this.#stored = stored;
    this.#show(stored);
  }

  /** Stores what is typed, one time after the other, so that what was typed last stays. */
  save(): Promise<void> {
    if (!this.#storing) this.#settled = this.#save();
    return this.#settled;
  }

  async #save(): Promise<void> {
    this.#storing = true;
    for (;;) {
      const chosen = this.#chosen();
      if (chosen === undefined || same(chosen, this.#stored)) break;
      if (await this.#store(chosen)) this.#took(chosen);
      else this.#show(this.#stored);
    }
    this.#storing = false;
  }

  /** Times are shown as they are stored, unless something else is typed by now. */
  #took(stored: QuietHours | null): void {
    this.#stored = stored;
    if (stored && same(this.#chosen() ?? null, stored)) this.typed = { ...stored };
  }

  #show(stored: QuietHours | null): void {
    this.on = stored !== null;
    if (stored) this.typed = { ...stored };
  }

  /** Undefined while a time is missing. */
  #chosen(): QuietHours | null | undefined {
    if (!this.on) return null;
    const from = timeOfDay(this.typed.from);
    const to = timeOfDay(this.typed.to);
    if (from === null || to === null) return undefined;
    return { from, to, outBreaksThrough: this.typed.outBreaksThrough };
  }

  #isWrong(time: string): boolean {
    return this.on && timeOfDay(time) === null;
  }
}

/** `7:30` is `07:30`; null where it is no time. Not every webview has an input for times. */
export function timeOfDay(typed: string): string | null {
  const [, hours = '', minutes = ''] = /^(\d{1,2}):(\d{2})$/.exec(typed.trim()) ?? [];
  const isTime = hours !== '' && Number(hours) < 24 && Number(minutes) < 60;
  return isTime ? `${hours.padStart(2, '0')}:${minutes}` : null;
}

function same(a: QuietHours | null, b: QuietHours | null): boolean {
  if (a === null || b === null) return a === b;
  return a.from === b.from && a.to === b.to && a.outBreaksThrough === b.outBreaksThrough;
}
