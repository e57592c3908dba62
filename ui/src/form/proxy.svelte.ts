import { isCommandError } from '../backend/backend';
import type { ProxyDraft, ProxyUse, ProxyView } from '../backend/bindings';
import { errorText } from '../error-text';

export const proxyUses: readonly ProxyUse[] = ['system', 'none', 'http', 'https', 'socks5'];

interface ProxyFields {
  use: ProxyUse;
  host: string;
  port: string;
  user: string;
  newPassword: string;
  /** The stored password is to be taken away. */
  removePassword: boolean;
}

/** The proxy as it is typed. It holds once it is saved as a whole: half a proxy leads nowhere. */
export class ProxyForm {
  fields: ProxyFields = $state()!;
  /** Why the field was refused that was. A new object each time, so that it is shown anew. */
  wrong = $state<Record<string, string>>({});
  /** A refusal that is about no field. */
  problem = $state.raw<string | null>(null);
  saving = $state.raw(false);
  saved = $state.raw(false);

  #stored: ProxyView = $state.raw()!;
  #store: (draft: ProxyDraft) => Promise<void>;

  constructor(stored: ProxyView, store: (draft: ProxyDraft) => Promise<void>) {
    this.#stored = stored;
    this.#store = store;
    this.fields = fieldsOf(stored);
  }

  get hasServer(): boolean {
    return hasServer(this.fields.use);
  }

  get passwordStored(): boolean {
    return this.#stored.passwordSet && !this.fields.removePassword;
  }

  /** Whether leaving now would lose something. */
  get changed(): boolean {
    return (
      JSON.stringify(this.#draft()) !==
      JSON.stringify(draftOf(fieldsOf(this.#stored), this.#stored))
    );
  }

  /** The app tells what holds now. What is being typed wins over that. */
  follow(stored: ProxyView): void {
    if (JSON.stringify(stored) === JSON.stringify(this.#stored)) return;
    const untouched = !this.changed;
    this.#stored = stored;
    if (untouched && !this.saving) this.fields = fieldsOf(stored);
  }

  edited(field: string): void {
    this.saved = false;
    delete this.wrong[field];
  }

  async save(): Promise<void> {
    if (this.saving) return;
    this.wrong = {};
    this.problem = null;
    this.saved = false;
    this.saving = true;
    const draft = this.#draft();
    try {
      await this.#store(draft);
      const { use, host, port, user, newPassword } = draft;
      const passwordSet = newPassword === null ? this.#stored.passwordSet : newPassword !== '';
      this.#stored = { use, host, port, user, passwordSet };
      this.fields = { ...this.fields, newPassword: '', removePassword: false };
      this.saved = true;
    } catch (error) {
      const field = isCommandError(error) ? error.field : null;
      if (this.hasServer && field?.startsWith('proxy.')) this.wrong = { [field]: errorText(error) };
      else this.problem = errorText(error);
    }
    this.saving = false;
  }

  #draft(): ProxyDraft {
    return draftOf(this.fields, this.#stored);
  }
}

function hasServer(use: ProxyUse): boolean {
  return use !== 'system' && use !== 'none';
}

function fieldsOf({ use, host, port, user }: ProxyView): ProxyFields {
  return { use, host, port, user, newPassword: '', removePassword: false };
}

function draftOf(fields: ProxyFields, stored: ProxyView): ProxyDraft {
  const { use, newPassword, removePassword } = fields;
  // Without a proxy of one's own there is nothing a password could be for.
  if (!hasServer(use))
    return { use, host: '', port: '', user: '', newPassword: stored.passwordSet ? '' : null };
  return {
    use,
    host: fields.host.trim(),
    port: fields.port.trim(),
    user: fields.user.trim(),
    newPassword: newPassword || (removePassword ? '' : null),
  };
}
