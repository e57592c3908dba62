import type { Backend } from './backend';
import type {
  AccountDraft,
  AccountView,
  AmountView,
  ChartSpan,
  ChartView,
  ProviderId,
  ProviderPage,
  SnoozeFor,
  SnoozeView,
  TestOutcome,
  WindowState,
} from './bindings';
import { chartOf } from './fake-chart';
import { FakeGeneral } from './fake-general';
import { account, amount, defaultRules, failure, isScene, providers, scene } from './fake-scenes';
import { later, rejection } from './fake-state';

/** The app in memory. A key with `rejected` in it is rejected; any other shows a balance, after
 *  what was pasted around it is taken off. */
export class FakeBackend extends FakeGeneral implements Backend {
  /** The keys as they would be kept, by account. */
  readonly keys: Record<string, string> = {};
  /** The keys in the environment, by variable. */
  readonly variables: Record<string, string> = {};
  pagesOpen = true;

  #added = 0;
  #removed: { account: AccountView; place: number; key: string | undefined } | null = null;

  constructor(state: WindowState) {
    super(state);
    for (const { id } of state.accounts) this.keys[id] = 'stored-key';
    for (const { foundVariable } of state.providers)
      if (foundVariable !== null) this.variables[foundVariable] = `key-in-${foundVariable}`;
  }

  async saveAccount(draft: AccountDraft): Promise<string> {
    await this.asked('save', draft.label);
    this.#validate(draft);
    const newKey = this.#newKey(draft);
    if (newKey !== null && draft.key.from === 'keychain') this.askKeychain();
    const id = draft.id ?? `new-${(this.#added += 1)}`;
    if (newKey !== null) this.keys[id] = newKey;
    // Only a new key is tried at once; otherwise what was read before stays.
    const isTried = draft.id === null || newKey !== null;
    const saved = { ...(isTried && seen(this.keys[id] ?? '', draft)), ...settled(draft) };
    saved.keySet = draft.key.from === 'env' || id in this.keys;
    if (draft.id === null) {
      const added = account(id, draft.provider, draft.label, saved);
      this.change({ accounts: [...this.accounts, added] });
    } else {
      this.changeAccount(id, saved);
    }
    return id;
  }

  async testAccount(draft: AccountDraft): Promise<TestOutcome> {
    await this.asked('test', draft.label);
    this.#validate(draft);
    const key = this.#newKey(draft) ?? this.keys[draft.id ?? ''] ?? '';
    return this.spoken(seen(key, draft));
  }

  async removeAccount(id: string): Promise<void> {
    await this.asked('remove', id);
    const account = this.find(id);
    this.#removed = { account, place: this.accounts.indexOf(account), key: this.keys[id] };
    delete this.keys[id];
    this.change({
      accounts: this.accounts.filter((old) => old.id !== id),
      removed: { id, label: account.label },
    });
  }

  async restoreAccount(): Promise<void> {
    await this.asked('restore');
    if (!this.#removed) throw rejection('account_not_found', 'This account is no longer there.');
    const { account, place, key } = this.#removed;
    if (key !== undefined) this.keys[account.id] = key;
    this.change({ accounts: this.accounts.toSpliced(place, 0, account), removed: null });
    this.#removed = null;
  }

  async forgetHistory(id: string): Promise<void> {
    await this.asked('forget', id);
  }

  async removeKey(id: string): Promise<void> {
    await this.asked('remove key', id);
    this.find(id);
    delete this.keys[id];
    this.changeAccount(id, { keySet: false, error: failure('key_missing') });
  }

  async storeKey(id: string): Promise<void> {
    await this.asked('store key', id);
    this.askKeychain();
    const { key } = this.find(id);
    if (key.from === 'env') this.keys[id] = `key-in-${key.name}`;
    this.changeAccount(id, { key: { from: 'keychain' }, keySet: true });
  }

  async orderAccounts(ids: string[]): Promise<void> {
    await this.asked('order', ids.join(' '));
    this.change({ accounts: ids.map((id) => this.find(id)) });
  }

  async balanceChart(id: string, span: ChartSpan): Promise<ChartView> {
    await this.asked('chart', id, span);
    return this.spoken(chartOf(this.find(id), span));
  }

  async refresh(id: string | null): Promise<void> {
    const polled = (old: AccountView) => old.enabled && (id === null || old.id === id);
    const mark = (changes: Partial<AccountView>) =>
      this.change({
        accounts: this.accounts.map((old) => (polled(old) ? { ...old, ...changes } : old)),
      });
    mark({ polling: true });
    await this.asked('refresh', id ?? 'all');
    const now = new Date().toISOString();
    mark({ polling: false });
    const isRead = (old: AccountView) => polled(old) && old.error === null;
    this.change({
      updatedAt: this.accounts.some(isRead) ? now : this.state.updatedAt,
      accounts: this.accounts.map((old) =>
        isRead(old) ? { ...old, readAt: now, stale: false } : old,
      ),
    });
  }

  async openPage(provider: ProviderId, page: ProviderPage): Promise<void> {
    await this.asked('open', `${provider} ${page}`);
    if (!this.pagesOpen) throw rejection('page_not_opened', 'No browser could be opened.');
  }

  async dismissNotice(id: string): Promise<void> {
    await this.asked('dismiss', id);
    this.change({ notices: this.state.notices.filter((notice) => notice.id !== id) });
  }

  async snooze(id: string, duration: SnoozeFor | null): Promise<void> {
    await this.asked('snooze', `${id} ${duration}`);
    this.find(id);
    this.changeAccount(id, { snoozed: duration && snoozed(duration) });
  }

  #newKey({ newKey, copyKeyFrom }: AccountDraft): string | null {
    return copyKeyFrom === null ? newKey && cleaned(newKey) : (this.variables[copyKeyFrom] ?? null);
  }

  #validate(draft: AccountDraft): void {
    const wrong = (field: keyof AccountDraft, message: string) =>
      rejection('invalid_field', message, field);
    if (draft.id !== null) this.find(draft.id);
    if (draft.label === '') throw wrong('label', 'Type a label.');
    if (draft.key.from === 'env' && !/^\w+$/.test(draft.key.name))
      throw wrong('key', 'Type the name of an environment variable, such as OPENROUTER_API_KEY.');
    if (draft.key.from !== 'env' && this.#newKey(draft) === null && draft.id === null)
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

/** Without blanks, quotes and `Bearer` around it. */
function cleaned(pasted: string): string {
  return pasted.replace(/^(?:[\s"'`]|bearer )+|[\s"'`]+$/gi, '');
}

function snoozed(duration: SnoozeFor): SnoozeView {
  return { until: duration === 'topUp' ? null : later(duration).toISOString() };
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
