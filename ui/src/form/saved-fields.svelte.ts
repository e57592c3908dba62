import { isCommandError } from '../backend/backend';
import type { TextKey } from '../texts/text';

/** What a field cannot do with, in the app's words or as one of the window's own texts. */
export type WrongWith = { message: string } | { text: TextKey };

/** Thrown where what is typed cannot even be sent. */
export class Unsendable extends Error {
  constructor(
    readonly field: string,
    readonly text: TextKey,
  ) {
    super(text);
  }
}

/**
 * Fields that hold as soon as they make sense: there is no Save. A field the app refuses keeps what
 * was typed and says why, and does not stand in the way of the others. Fields are named as the app
 * names them when it refuses one.
 */
export class SavedFields<Fields extends object> {
  typed: Fields = $state()!;
  /** The fields that were refused. */
  wrong = $state.raw<Readonly<Record<string, WrongWith>>>({});

  #stored: Fields = $state.raw()!;
  /** What was sent last: the app may write it differently. */
  #sent: Partial<Fields> = {};
  #store: (fields: Fields) => Promise<void>;
  #onProblem: (error: unknown) => void;
  #queue: Promise<void> = Promise.resolve();

  /** `onProblem` is told of refusals that are about no field. */
  constructor(
    stored: Fields,
    store: (fields: Fields) => Promise<void>,
    onProblem: (error: unknown) => void,
  ) {
    this.#stored = stored;
    this.#store = store;
    this.#onProblem = onProblem;
    this.typed = { ...stored };
  }

  /** Whether something is typed that does not hold. */
  get changed(): boolean {
    return names(this.#stored).some((field) => !same(this.typed[field], this.#stored[field]));
  }

  /** Resolves when everything that is on its way is stored or refused. */
  settled(): Promise<void> {
    return this.#queue;
  }

  /** The app tells what holds now. What is being typed wins over that. */
  follow(stored: Fields): void {
    const before = this.#stored;
    this.#stored = stored;
    for (const field of names(stored)) {
      if (same(stored[field], before[field])) continue;
      const typed = this.typed[field];
      if (!same(typed, before[field]) && !same(typed, this.#sent[field])) continue;
      this.typed[field] = stored[field];
      this.#forget(field);
    }
  }

  /** Stores what is typed in these fields, one time after the other. */
  save(...fields: (keyof Fields & string)[]): Promise<void> {
    this.#queue = this.#queue.then(() => this.#save(fields));
    return this.#queue;
  }

  async #save(fields: (keyof Fields & string)[]): Promise<void> {
    const before = this.#stored;
    const sent = { ...before };
    for (const field of fields) sent[field] = snapshot(this.typed[field]);
    if (fields.every((field) => same(sent[field], this.#stored[field]))) {
      for (const field of fields) this.#forget(field);
      return;
    }
    for (const field of fields) this.#sent[field] = sent[field];
    try {
      await this.#store(sent);
      for (const field of fields) {
        // Where the app has told by now what it made of that, this is what holds.
        if (same(this.#stored[field], before[field]))
          this.#stored = { ...this.#stored, [field]: sent[field] };
        this.#forget(field);
      }
    } catch (error) {
      this.#refused(fields, error);
    }
  }

  #refused(fields: (keyof Fields & string)[], error: unknown): void {
    const field = error instanceof Unsendable || isCommandError(error) ? error.field : null;
    if (field !== null && field in this.#stored) {
      const why =
        error instanceof Unsendable ? { text: error.text } : { message: (error as Error).message };
      this.wrong = { ...this.wrong, [field]: why };
      return;
    }
    // What could not be stored is not shown as if it were.
    for (const field of fields) this.typed[field] = this.#stored[field];
    this.#onProblem(error);
  }

  #forget(field: string): void {
    if (!(field in this.wrong)) return;
    this.wrong = Object.fromEntries(Object.entries(this.wrong).filter(([name]) => name !== field));
  }
}

function names<Fields extends object>(fields: Fields): (keyof Fields & string)[] {
  return Object.keys(fields) as (keyof Fields & string)[];
}

/** As it is now, whatever is typed later. */
function snapshot<Value>(value: Value): Value {
  const copy: unknown = $state.snapshot(value);
  return copy as Value;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
