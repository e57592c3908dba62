import type {
  AccountDraft,
  CommandError,
  ProviderId,
  ProviderPage,
  QuietHours,
  TestOutcome,
  WindowState,
  SnoozeFor,
} from './bindings';

/** Everything the window may ask of the app. Each call may reject with a `CommandError`. */
export interface Backend {
  /** The first state arrives at once, a further one whenever something changes. */
  watchState(onState: (state: WindowState) => void): Promise<void>;
  /** Adds or changes an account and returns its id. */
  saveAccount(draft: AccountDraft): Promise<string>;
  /** Polls once with what is typed, saved or not. */
  testAccount(draft: AccountDraft): Promise<TestOutcome>;
  removeAccount(id: string, forgetHistory: boolean): Promise<void>;
  /** Polls one account now, or all of them when `id` is null. */
  refresh(id: string | null): Promise<void>;
  /** Opens one of the provider's own pages in the browser. */
  openPage(provider: ProviderId, page: ProviderPage): Promise<void>;
  dismissNotice(id: string): Promise<void>;
  /** Lets the alerts of an account wait; null ends that. */
  snooze(id: string, duration: SnoozeFor | null): Promise<void>;
  /** Lets all alerts wait, or no longer. */
  pauseAlerts(paused: boolean): Promise<void>;
  /** Chooses when nobody is to be disturbed; null for never. */
  setQuietHours(quietHours: QuietHours | null): Promise<void>;
  /** Rejects when the desktop took no notification. Whether it shows one nobody can tell. */
  sendTestNotification(): Promise<void>;
}

export function isCommandError(error: unknown): error is CommandError {
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
}
