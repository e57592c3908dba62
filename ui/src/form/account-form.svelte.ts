import { isCommandError, type Backend } from '../backend/backend';
import type {
  AccountDraft,
  AccountView,
  ProviderId,
  ProviderView,
  TestOutcome,
} from '../backend/bindings';
import { errorText } from '../error-text';
import { t } from '../texts/text';
import {
  draftOf,
  fieldsOf,
  newFields,
  otherBaseUrl,
  sameFields,
  withProvider,
  type AccountFields,
} from './fields';

/** What a test of the form is about: a change of it makes the outcome void. */
type Tested = Pick<
  AccountFields,
  'provider' | 'newKey' | 'keyFrom' | 'envName' | 'baseUrlChoice' | 'otherBaseUrl'
>;
type Test = { of: Tested } & (
  | { state: 'running' }
  | { state: 'done'; outcome: TestOutcome }
  | { state: 'refused'; message: string }
);

interface Surroundings {
  backend: Backend;
  providers: ProviderView[];
  labelsInUse: string[];
}

/** The form for one account, new or known: what is typed, and what came of it. */
export class AccountForm {
  fields: AccountFields = $state()!;
  /** The field that was refused, and why. A new object each time, so that it is shown anew. */
  wrong = $state.raw<{ field: string; message: string } | null>(null);
  /** A refusal that is about no field. */
  problem = $state.raw<string | null>(null);
  /** The keychain did not take the key, in words. */
  keychainProblem = $state.raw<string | null>(null);
  /** The person has agreed to a file for this account, now or earlier. */
  fileAgreed = $state.raw(false);
  saving = $state.raw(false);

  #test = $state.raw<Test | null>(null);
  #begunWith: AccountFields;
  #around: Surroundings;

  constructor(account: AccountView | null, around: Surroundings) {
    this.#around = around;
    const provider = this.#providerCalled(account?.provider ?? around.providers[0]?.id);
    this.#begunWith = account
      ? fieldsOf(account, provider)
      : newFields(provider, around.labelsInUse);
    this.fields = structuredClone(this.#begunWith);
    this.fileAgreed = this.fields.keyFrom === 'file';
  }

  get provider(): ProviderView {
    return this.#providerCalled(this.fields.provider);
  }

  /** Whether leaving now would lose something. */
  get changed(): boolean {
    const untouched =
      this.fields.id === null
        ? newFields(this.provider, this.#around.labelsInUse)
        : this.#begunWith;
    return !sameFields(this.fields, untouched);
  }

  get test(): Test | null {
    return this.#test && JSON.stringify(this.#test.of) === JSON.stringify(this.#tested())
      ? this.#test
      : null;
  }

  chooseProvider(id: ProviderId): void {
    const { labelsInUse } = this.#around;
    this.fields = withProvider(this.fields, this.provider, this.#providerCalled(id), labelsInUse);
    this.wrong = null;
  }

  /** What was wrong with a field is forgotten once something else is typed there. */
  edited(field: string): void {
    if (this.wrong?.field === field) this.wrong = null;
  }

  /** A threshold is needed from now on, so there is one to begin with. */
  turnLow(on: boolean): void {
    this.fields.rules.low = on;
    if (on && this.fields.lowBelow.trim() === '')
      this.fields.lowBelow = this.provider.suggestedLowBelow;
  }

  async runTest(): Promise<void> {
    if (this.test?.state === 'running') return;
    const draft = this.#begin();
    if (!draft) return;
    const running: Test = { of: this.#tested(), state: 'running' };
    const settle = (test: Test | null) => {
      if (this.#test === running) this.#test = test;
    };
    this.#test = running;
    try {
      const outcome = await this.#around.backend.testAccount(draft);
      settle({ of: running.of, state: 'done', outcome });
    } catch (error) {
      if (this.#test !== running) return;
      const atField = this.#showAtField(error);
      settle(atField ? null : { of: running.of, state: 'refused', message: errorText(error) });
    }
  }

  /** True once the account is saved; else the form says what is in the way. */
  async save(): Promise<boolean> {
    if (this.saving) return false;
    const draft = this.#begin();
    if (!draft) return false;
    this.saving = true;
    try {
      await this.#around.backend.saveAccount(draft);
      return true;
    } catch (error) {
      this.saving = false;
      this.#refused(error);
      return false;
    }
  }

  /** Only ever called on the person's own word. */
  saveInFile(): Promise<boolean> {
    this.fileAgreed = true;
    this.fields.keyFrom = 'file';
    return this.save();
  }

  useEnv(): void {
    this.keychainProblem = null;
    this.fields.keyFrom = 'env';
  }

  async remove(forgetHistory: boolean): Promise<boolean> {
    if (this.fields.id === null || this.saving) return false;
    this.saving = true;
    try {
      await this.#around.backend.removeAccount(this.fields.id, forgetHistory);
      return true;
    } catch (error) {
      this.saving = false;
      this.problem = errorText(error);
      return false;
    }
  }

  #begin(): AccountDraft | null {
    this.wrong = null;
    this.problem = null;
    this.keychainProblem = null;
    const understood = draftOf(this.fields, this.provider);
    if ('draft' in understood) return understood.draft;
    const { field, text } = understood.wrong;
    this.wrong = { field, message: t(text) };
    return null;
  }

  #refused(error: unknown): void {
    if (this.#showAtField(error)) return;
    if (isCommandError(error) && error.code === 'keychain_unavailable')
      this.keychainProblem = error.message;
    else this.problem = errorText(error);
  }

  #showAtField(error: unknown): boolean {
    if (!isCommandError(error) || error.field === null || !this.#has(error.field)) return false;
    this.wrong = { field: error.field, message: error.message };
    return true;
  }

  /** Whether the form has an input for this field of the draft, as it is filled in now. */
  #has(field: string): boolean {
    if (field === 'newKey') return this.fields.keyFrom !== 'env';
    if (field === 'key') return this.fields.keyFrom === 'env';
    if (field === 'baseUrl') return this.fields.baseUrlChoice === otherBaseUrl;
    return ['label', 'lowBelow', 'rules', 'refreshEverySecs'].includes(field);
  }

  #tested(): Tested {
    const { provider, newKey, keyFrom, envName, baseUrlChoice, otherBaseUrl } = this.fields;
    return { provider, newKey, keyFrom, envName, baseUrlChoice, otherBaseUrl };
  }

  #providerCalled(id: ProviderId | undefined): ProviderView {
    const provider = this.#around.providers.find((provider) => provider.id === id);
    if (!provider) throw new Error(`no provider ${id}`);
    return provider;
  }
}
