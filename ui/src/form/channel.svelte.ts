import { isCommandError } from '../backend/backend';
import type { ChannelDraft, ChannelKind, ChannelView } from '../backend/bindings';
import { errorText } from '../error-text';

/** The kinds that a person can have several of. */
export const channelKinds = ['ntfy', 'webhook', 'command'] as const satisfies ChannelKind[];
export type AddedKind = (typeof channelKinds)[number];

/** The fields below which a form says what is wrong with them. */
const shown: Record<AddedKind, string[]> = {
  ntfy: ['channel.url', 'channel.token'],
  webhook: ['channel.url', 'channel.secret'],
  command: ['channel.program', 'channel.args', 'channel.timeoutSecs'],
};

interface ChannelFields {
  url: string;
  program: string;
  /** One a line. */
  args: string;
  timeoutSecs: string;
  newSecret: string;
  /** The stored token or secret is to be taken away. */
  removeSecret: boolean;
}

/** What the app does with a channel as it is typed in. */
interface Asked {
  save: (draft: ChannelDraft) => Promise<void>;
  test: (draft: ChannelDraft) => Promise<void>;
}

const nothing: ChannelFields = {
  url: '',
  program: '',
  args: '',
  timeoutSecs: '30',
  newSecret: '',
  removeSecret: false,
};

/** A way to be told, as it is typed. It holds once it is saved as a whole. */
export class ChannelForm {
  fields: ChannelFields = $state()!;
  /** Why the field was refused that was. A new object each time, so that it is shown anew. */
  wrong = $state<Record<string, string>>({});
  /** A refusal that is about no field. */
  problem = $state.raw<string | null>(null);
  busy = $state.raw<'saving' | 'testing' | null>(null);
  /** What was sent with these fields has arrived. */
  sent = $state.raw(false);

  #stored: ChannelView | null = $state.raw()!;
  #asked: Asked;

  constructor(
    readonly kind: AddedKind,
    stored: ChannelView | null,
    asked: Asked,
  ) {
    this.#stored = stored;
    this.#asked = asked;
    this.fields = fieldsOf(stored);
  }

  get secretStored(): boolean {
    return !!this.#stored?.secretSet && !this.fields.removeSecret;
  }

  /** Whether leaving now would lose something. */
  get changed(): boolean {
    return JSON.stringify(this.fields) !== JSON.stringify(fieldsOf(this.#stored));
  }

  /** The app tells what holds now. What is being typed wins over that. */
  follow(stored: ChannelView | null): void {
    if (JSON.stringify(stored) === JSON.stringify(this.#stored)) return;
    const untouched = !this.changed;
    this.#stored = stored;
    if (untouched && this.busy === null) this.fields = fieldsOf(stored);
  }

  edited(field: string): void {
    this.sent = false;
    this.problem = null;
    delete this.wrong[field];
  }

  /** Whether it is saved. */
  async save(): Promise<boolean> {
    return this.#do('saving', this.#asked.save);
  }

  async test(): Promise<void> {
    const tested = JSON.stringify(this.fields);
    const sent = await this.#do('testing', this.#asked.test);
    // What was typed meanwhile has not been tried.
    this.sent = sent && tested === JSON.stringify(this.fields);
  }

  async #do(busy: 'saving' | 'testing', ask: (draft: ChannelDraft) => Promise<void>) {
    if (this.busy !== null) return false;
    this.wrong = {};
    this.problem = null;
    this.sent = false;
    this.busy = busy;
    try {
      await ask(this.#draft());
      return true;
    } catch (error) {
      const field = isCommandError(error) ? error.field : null;
      if (field && shown[this.kind].includes(field)) this.wrong = { [field]: errorText(error) };
      else this.problem = errorText(error);
      return false;
    } finally {
      this.busy = null;
    }
  }

  #draft(): ChannelDraft {
    const { url, program, args, timeoutSecs, newSecret, removeSecret } = this.fields;
    return {
      id: this.#stored?.id ?? null,
      kind: this.kind,
      url: url.trim(),
      program: program.trim(),
      args: args.split('\n').filter((line) => line !== ''),
      timeoutSecs: timeoutSecs.trim(),
      newSecret: newSecret.trim() || (removeSecret ? '' : null),
    };
  }
}

/** The desktop as it is turned on and tested: there is nothing to type. */
export const desktopDraft: ChannelDraft = {
  id: 'desktop',
  kind: 'desktop',
  url: '',
  program: '',
  args: [],
  timeoutSecs: nothing.timeoutSecs,
  newSecret: null,
};

function fieldsOf(stored: ChannelView | null): ChannelFields {
  if (!stored) return { ...nothing };
  const { url, program, args, timeoutSecs } = stored;
  return { ...nothing, url, program, args: args.join('\n'), timeoutSecs: String(timeoutSecs) };
}
