import type { Backend } from './backend';
import type { SnoozeFor } from './bindings';
import type {
  AccountDraft,
  AccountView,
  AmountView,
  CommandError,
  CommandErrorCode,
  ProviderId,
  ProviderPage,
  QuietHours,
  SnoozeView,
  TestOutcome,
  WindowState,
} from './bindings';
import { account, amount, defaultRules, failure, isScene, providers, scene } from './fake-scenes';

/** The app in memory. A key with `rejected` in it is rejected; any other shows a balance. */
export class FakeBackend implements Backend {
  /** What was asked for, in order. */
  readonly calls: string[] = [];
  /** The keys as they would be kept, by account. */
  readonly keys: Record<string, string> = {};
  keychainAnswers = true;
  pagesOpen = true;
  notificationsShown = true;
  delayMillis = 0;

  #state: WindowState;
  #watchers: ((state: WindowState) => void)[] = [];
  #added = 0;

  constructor(state: WindowState) {
    this.#state = state;
    for (const { id } of state.accounts) this.keys[id] = 'stored-key';
  }

  get state(): WindowState {
    return this.#state;
  }

  get accounts(): AccountView[] {
    return this.#state.accounts;
  }

  /** Changes the state as the app would, and tells the window. */
  change(changes: Partial<WindowState>): void {
    this.#state = { ...this.#state, ...changes };
    for (const watcher of this.#watchers) watcher(structuredClone(this.#state));
  }

  changeAccount(id: string, changes: Partial<AccountView>): void {
    this.change({
      accounts: this.accounts.map((old) => (old.id === id ? { ...old, ...changes } : old)),
    });
  }

  watchState(onState: (state: WindowState) => void): Promise<void> {
    this.#watchers.push(onState);
    onState(structuredClone(this.#state));
    return Promise.resolve();
  }

  async saveAccount(draft: AccountDraft): Promise<string> {
    await this.#asked('save', draft.label);
    this.#validate(draft);
    if (draft.newKey !== null && draft.key.from === 'keychain') this.#askKeychain();
    const id = draft.id ?? `new-${(this.#added += 1)}`;
    if (draft.newKey !== null) this.keys[id] = draft.newKey;
    const saved = { ...seen(this.keys[id] ?? '', draft), ...settled(draft) };
    if (draft.id === null) {
      const added = account(id, draft.provider, draft.label, saved);
      this.change({ accounts: [...this.accounts, added] });
    } else {
      this.changeAccount(id, saved);
    }
    return id;
  }

  async testAccount(draft: AccountDraft): Promise<TestOutcome> {
    await this.#asked('test', draft.label);
    this.#validate(draft);
    const key = draft.newKey ?? this.keys[draft.id ?? ''] ?? '';
    return seen(key, draft);
  }

  async removeAccount(id: string, forgetHistory: boolean): Promise<void> {
    await this.#asked('remove', forgetHistory ? `${id} and its history` : id);
    this.#find(id);
    delete this.keys[id];
    this.change({ accounts: this.accounts.filter((old) => old.id !== id) });
  }

  async refresh(id: string | null): Promise<void> {
    const polled = (old: AccountView) => old.enabled && (id === null || old.id === id);
    const mark = (changes: Partial<AccountView>) =>
      this.change({
        accounts: this.accounts.map((old) => (polled(old) ? { ...old, ...changes } : old)),
      });
    mark({ polling: true });
    await this.#asked('refresh', id ?? 'all');
    const now = new Date().toISOString();
    mark({ polling: false });
    this.change({
      updatedAt: now,
      accounts: this.accounts.map((old) =>
        polled(old) && old.error === null ? { ...old, readAt: now } : old,
      ),
    });
  }

  async openPage(provider: ProviderId, page: ProviderPage): Promise<void> {
    await this.#asked('open', `${provider} ${page}`);
    if (!this.pagesOpen) throw rejection('page_not_opened', 'No browser could be opened.');
  }

  async dismissNotice(id: string): Promise<void> {
    await this.#asked('dismiss', id);
    this.change({ notices: this.#state.notices.filter((notice) => notice.id !== id) });
  }

  async snooze(id: string, duration: SnoozeFor | null): Promise<void> {
    await this.#asked('snooze', `${id} ${duration}`);
    this.#find(id);
    this.changeAccount(id, { snoozed: duration && snoozed(duration) });
  }

  async pauseAlerts(paused: boolean): Promise<void> {
    await this.#asked('pause', String(paused));
    this.change({ paused });
  }

  async setQuietHours(quietHours: QuietHours | null): Promise<void> {
    await this.#asked('quiet', JSON.stringify(quietHours));
    this.change({ quietHours });
  }

  async sendTestNotification(): Promise<void> {
    await this.#asked('notify');
    if (!this.notificationsShown)
      throw rejection('not_notified', 'The desktop took no notification: no service answers.');
  }

  async #asked(...call: string[]): Promise<void> {
    this.calls.push(call.join(' '));
    await new Promise((done) => setTimeout(done, this.delayMillis));
  }

  #askKeychain(): void {
    if (this.keychainAnswers) return;
    throw rejection('keychain_unavailable', 'The keychain of this computer did not answer.');
  }

  #find(id: string): AccountView {
    const found = this.accounts.find((old) => old.id === id);
    if (!found) throw rejection('account_not_found', 'This account is no longer there.');
    return found;
  }

  #validate(draft: AccountDraft): void {
    const wrong = (field: keyof AccountDraft, message: string) =>
      rejection('invalid_field', message, field);
    if (draft.id !== null) this.#find(draft.id);
    if (draft.label === '') throw wrong('label', 'Type a label.');
    if (draft.key.from === 'env' && !/^\w+$/.test(draft.key.name))
      throw wrong('key', 'Type the name of an environment variable, such as OPENROUTER_API_KEY.');
    if (draft.key.from !== 'env' && draft.newKey === null && draft.id === null)
      throw wrong('newKey', 'Type or paste the key.');
    if (draft.lowBelow !== null && !/^\d+(\.\d+)?$/.test(draft.lowBelow))
      throw wrong('lowBelow', 'Type an amount such as 10 or 2.50, or leave it empty.');
    if (draft.baseUrl !== null && !/^https:\/\/\w/.test(draft.baseUrl))
      throw wrong('baseUrl', 'Type an address that begins with https://.');
    if (draft.refreshEverySecs < 60)
      throw wrong('refreshEverySecs', 'Check at most once a minute: type 60 seconds or more.');
    if (draft.rules?.daysLeftBelow === 0 || draft.rules?.noReadingForHours === 0)
      throw wrong('rules', 'Enter numbers of 1 or more for the alerts, or switch them off.');
  }
}

function settled(draft: AccountDraft) {
  const { label, key, lowBelow, refreshEverySecs, baseUrl, enabled } = draft;
  const rules = draft.rules ?? defaultRules;
  return { label, key, keySet: true, lowBelow, refreshEverySecs, baseUrl, enabled, rules };
}

function snoozed(duration: SnoozeFor): SnoozeView {
  if (duration === 'topUp') return { until: null };
  const until = new Date();
  if (duration === 'hour') until.setHours(until.getHours() + 1);
  else {
    until.setDate(until.getDate() + 1);
    until.setHours(8, 0, 0, 0);
  }
  return { until: until.toISOString() };
}

function seen(key: string, { provider }: AccountDraft): TestOutcome {
  if (key.includes('rejected'))
    return { status: 'unknown', available: null, parts: [], error: failure('key_rejected') };
  const inUsd = providers.find(({ id }) => id === provider)?.unit === 'USD';
  const shown = (text: string): AmountView =>
    inUsd ? amount(`$${text}`, 'USD') : amount(text, 'credits');
  return {
    status: 'ok',
    available: shown('42.50'),
    parts: [
      { name: 'purchased', label: 'Purchased', amount: shown('50.00') },
      { name: 'used', label: 'Used', amount: shown('7.50') },
    ],
    error: null,
  };
}

function rejection(
  code: CommandErrorCode,
  message: string,
  field: keyof AccountDraft | null = null,
): CommandError & Error {
  return Object.assign(new Error(message), { code, message, field });
}

declare global {
  interface Window {
    __fake: FakeBackend;
  }
}

/** The fake behind this page, begun with the scene its address names, and at hand for tests. */
export function fakeForPage(): FakeBackend {
  const name = new URLSearchParams(location.search).get('scene');
  window.__fake = new FakeBackend(scene(isScene(name) ? name : 'trouble'));
  return window.__fake;
}
