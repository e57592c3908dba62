import { ask, isCommandError } from '../backend/backend';
import type {
  AccountDraft,
  AccountView,
  ErrorCode,
  ProviderId,
  ProviderView,
  TestOutcome,
} from '../backend/bindings';
import { errorText } from '../error-text';
import { keychainProblem, type KeychainProblem } from '../keychain-problem';
import { t } from '../texts/text';
import { typedAmount } from './amount';
import {
  copiedFields,
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
  'provider' | 'newKey' | 'copyKeyFrom' | 'keyFrom' | 'envName' | 'baseUrlChoice' | 'otherBaseUrl'
>;
type Test = { of: Tested } & (
  | { state: 'running' }
  | { state: 'done'; outcome: TestOutcome }
  | { state: 'refused'; message: string }
);

interface Surroundings {
  providers: ProviderView[];
  labelsInUse: string[];
  /** The interval that new accounts begin with. */
  refreshEverySecs: number;
}

/** What the form begins with; nothing at all is a new account. */
export interface Beginning {
  /** The account to change. */
  account?: AccountView | null;
  /** An account that the new one begins like. */
  like?: AccountView | null;
  /** What was typed for the new account elsewhere. */
  typed?: AccountFields | null;
}

/** Here another key is the way on; whatever else went wrong may pass by itself. */
const keyIsWrong: ErrorCode[] = ['key_missing', 'key_rejected', 'key_not_permitted'];

/** The form for one account, new or known: what is typed, and what came of it. */
export class AccountForm {
  fields: AccountFields = $state()!;
  /** Why each field was refused that was. A new object each time, so that it is shown anew. */
  wrong = $state<Record<string, string>>({});
  /** A refusal that is about no field. */
  problem = $state.raw<string | null>(null);
  /** The keychain did not take the key, in words. */
  keychainProblem = $state.raw<KeychainProblem | null>(null);
  /** The person has agreed to a file for this account, now or earlier. */
  fileAgreed = $state.raw(false);
  saving = $state.raw(false);
  /** A test is under way that is to end in an account. */
  trying = $state.raw(false);

  #test = $state.raw<Test | null>(null);
  #refusedKey = $state.raw<Tested | null>(null);
  #underWay: Promise<void> = Promise.resolve();
  #begunWith: AccountFields;
  #isCopy: boolean;
  #around: Surroundings;

  constructor({ account, like, typed }: Beginning, around: Surroundings) {
    this.#around = around;
    this.#isCopy = !!like;
    const begun = account ?? like ?? typed;
    const provider = this.#providerCalled(begun?.provider ?? around.providers[0]?.id);
    if (account) this.#begunWith = fieldsOf(account, provider);
    else if (like) this.#begunWith = copiedFields(like, provider, around.labelsInUse);
    else this.#begunWith = this.#new(provider);
    this.fields = structuredClone(typed ?? this.#begunWith);
    this.fileAgreed = this.fields.keyFrom === 'file';
  }

  /** What was changed elsewhere meanwhile shows in each field that was not touched here. */
  follow(account: AccountView): void {
    const now = fieldsOf(account, this.#providerCalled(account.provider));
    for (const field of Object.keys(now) as (keyof AccountFields)[])
      if (same(this.fields[field], this.#begunWith[field]))
        Object.assign(this.fields, { [field]: now[field] });
    this.#begunWith = now;
  }

  get provider(): ProviderView {
    return this.#providerCalled(this.fields.provider);
  }

  /** Whether leaving now would lose something. */
  get changed(): boolean {
    const untouched =
      this.fields.id === null && !this.#isCopy ? this.#new(this.provider) : this.#begunWith;
    return !sameFields(this.fields, untouched);
  }

  get test(): Test | null {
    return this.#test && same(this.#test.of, this.#tested()) ? this.#test : null;
  }

  /** Whether the provider has just said that this key is no good. It may be saved all the same. */
  get keyRefused(): boolean {
    return this.#refusedKey !== null && same(this.#refusedKey, this.#tested());
  }

  chooseProvider(id: ProviderId): void {
    const { labelsInUse } = this.#around;
    this.fields = withProvider(this.fields, this.provider, this.#providerCalled(id), labelsInUse);
    this.wrong = {};
  }

  /** What was wrong with a field is forgotten once something else is typed there. */
  edited(field: string): void {
    delete this.wrong[field];
  }

  /** A threshold is needed from now on, so there is one to begin with. */
  turnLow(on: boolean): void {
    this.fields.rules.low = on;
    if (on && this.fields.lowBelow.trim() === '')
      this.fields.lowBelow = typedAmount(this.provider.suggestedLowBelow);
  }

  runTest(): Promise<void> {
    if (this.test?.state !== 'running') this.#underWay = this.#runTest();
    return this.#underWay;
  }

  async #runTest(): Promise<void> {
    const draft = this.#begin();
    if (!draft) return;
    const running: Test = { of: this.#tested(), state: 'running' };
    const settle = (test: Test | null) => {
      if (this.#test === running) this.#test = test;
    };
    this.#test = running;
    try {
      const outcome = await ask({ command: 'testAccount', draft });
      settle({ of: running.of, state: 'done', outcome });
    } catch (error) {
      if (this.#test !== running) return;
      const atField = this.#showAtField(error);
      settle(atField ? null : { of: running.of, state: 'refused', message: errorText(error) });
    }
  }

  /** The id of the account once it is saved; else the form says what is in the way. What the
   *  provider says of a key is heard first, where the key or who is asked with it is new. */
  async save(): Promise<string | null> {
    if (this.trying) return null;
    if (!this.#needsTest) return this.saveAnyway();
    this.trying = true;
    try {
      if (this.test?.state !== 'done') await this.runTest();
      const test = this.test;
      const error = test?.state === 'done' ? test.outcome.error : null;
      this.#refusedKey = null;
      if (test?.state === 'done' && !(error && keyIsWrong.includes(error.code)))
        return await this.saveAnyway();
      // It is said here now, and the next attempt asks anew.
      this.#test = null;
      if (error) {
        const field = this.fields.keyFrom === 'env' ? 'key' : 'newKey';
        this.wrong = { [field]: error.message };
        this.#refusedKey = this.#tested();
      }
      if (test?.state === 'refused') this.problem = test.message;
      return null;
    } finally {
      this.trying = false;
    }
  }

  /** Like `save`, whatever the provider says of the key. */
  async saveAnyway(): Promise<string | null> {
    if (this.saving) return null;
    const draft = this.#begin();
    if (!draft) return null;
    this.saving = true;
    try {
      return await ask({ command: 'saveAccount', draft });
    } catch (error) {
      this.saving = false;
      this.#refused(error);
      return null;
    }
  }

  /** Saves with the key that was found. It is tried first, and if it is no good, it is let go. */
  async saveFound(): Promise<string | null> {
    this.fields.copyKeyFrom = this.provider.foundVariable;
    const id = await this.save();
    if (id !== null) return id;
    // Another place for the key may be chosen yet; until then it is still this key.
    if (this.keychainProblem === null) this.fields.copyKeyFrom = null;
    return null;
  }

  /** Only ever called on the person's own word. */
  saveInFile(): Promise<string | null> {
    this.fileAgreed = true;
    this.fields.keyFrom = 'file';
    return this.saveAnyway();
  }

  useEnv(): void {
    this.keychainProblem = null;
    this.fields.keyFrom = 'env';
    this.fields.envName ||= this.fields.copyKeyFrom ?? '';
  }

  #begin(): AccountDraft | null {
    this.wrong = {};
    this.problem = null;
    this.keychainProblem = null;
    const understood = draftOf(this.fields, this.provider);
    if ('draft' in understood) return understood.draft;
    this.wrong = Object.fromEntries(understood.wrong.map(({ field, text }) => [field, t(text)]));
    return null;
  }

  #refused(error: unknown): void {
    if (this.#showAtField(error)) return;
    this.keychainProblem = keychainProblem(error);
    if (!this.keychainProblem) this.problem = errorText(error);
  }

  #showAtField(error: unknown): boolean {
    if (!isCommandError(error) || error.field === null || !this.#has(error.field)) return false;
    this.wrong = { [error.field]: error.message };
    return true;
  }

  /** Whether the form has an input for this field of the draft, as it is filled in now. */
  #has(field: string): boolean {
    if (field === 'newKey') return this.fields.keyFrom !== 'env';
    if (field === 'key') return this.fields.keyFrom === 'env';
    if (field === 'baseUrl') return this.fields.baseUrlChoice === otherBaseUrl;
    return ['label', 'lowBelow', 'rules', 'refreshEverySecs'].includes(field);
  }

  get #needsTest(): boolean {
    const { id, enabled } = this.fields;
    return enabled && (id === null || !same(testedOf(this.#begunWith), this.#tested()));
  }

  #tested(): Tested {
    return testedOf(this.fields);
  }

  #new(provider: ProviderView): AccountFields {
    return newFields(provider, this.#around.labelsInUse, this.#around.refreshEverySecs);
  }

  #providerCalled(id: ProviderId | undefined): ProviderView {
    const provider = this.#around.providers.find((provider) => provider.id === id);
    if (!provider) throw new Error(`no provider ${id}`);
    return provider;
  }
}

function testedOf(fields: AccountFields): Tested {
  const { provider, newKey, copyKeyFrom, keyFrom, envName, baseUrlChoice, otherBaseUrl } = fields;
  return { provider, newKey, copyKeyFrom, keyFrom, envName, baseUrlChoice, otherBaseUrl };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
