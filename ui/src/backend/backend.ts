import type {
  AccountDraft,
  Appearance,
  ChartSpan,
  ChartView,
  CommandError,
  DefaultsDraft,
  ImportChoice,
  ImportFile,
  ImportPreview,
  MoneyDraft,
  ProviderId,
  ProviderPage,
  ProxyDraft,
  QuietHours,
  PauseFor,
  SnoozeFor,
  TestOutcome,
  TrayChoices,
  WindowState,
  WindowTarget,
} from './bindings';

/** Everything the window may ask of the app. Each call may reject with a `CommandError`. */
export interface Backend {
  /** The first state arrives at once, a further one whenever something changes. */
  watchState(onState: (state: WindowState) => void): Promise<void>;
  /** What the window was opened for, and what it is asked for while it is open. */
  watchTarget(onTarget: (target: WindowTarget) => void): Promise<void>;
  /** Whether closing the window now would lose something; then it asks first. */
  setUnsaved(unsaved: boolean): Promise<void>;
  /** The person wants to close the window while something in it is unsaved. */
  watchClose(onAsked: (quits: boolean) => void): Promise<void>;
  /** Closes the window, whatever is unsaved. */
  closeWindow(quits: boolean): Promise<void>;
  /** Ends the app. */
  quit(): Promise<void>;
  /** Adds or changes an account and returns its id. */
  saveAccount(draft: AccountDraft): Promise<string>;
  /** Polls once with what is typed, saved or not. */
  testAccount(draft: AccountDraft): Promise<TestOutcome>;
  /** Takes an account away, with its key. Its history stays. */
  removeAccount(id: string): Promise<void>;
  /** Brings the account back that was removed last, with its key, at its place. */
  restoreAccount(): Promise<void>;
  /** Deletes the history of an account that was removed. */
  forgetHistory(id: string): Promise<void>;
  /** Deletes the stored key of an account; the account stays. */
  removeKey(id: string): Promise<void>;
  /** Copies the key of an account that reads an environment variable into the keychain. */
  storeKey(id: string): Promise<void>;
  /** Puts the accounts in this order, which is the tray's too. */
  orderAccounts(ids: string[]): Promise<void>;
  balanceChart(id: string, span: ChartSpan): Promise<ChartView>;
  /** Polls one account now, or all of them when `id` is null. */
  refresh(id: string | null): Promise<void>;
  /** Opens one of the provider's own pages in the browser. */
  openPage(provider: ProviderId, page: ProviderPage): Promise<void>;
  dismissNotice(id: string): Promise<void>;
  /** Lets the alerts of an account wait; null ends that. */
  snooze(id: string, duration: SnoozeFor | null): Promise<void>;
  /** Lets all alerts wait; null ends that. */
  pauseAlerts(duration: PauseFor | null): Promise<void>;
  /** Chooses when nobody is to be disturbed; null for never. */
  setQuietHours(quietHours: QuietHours | null): Promise<void>;
  /** Rejects when the desktop took no notification. Whether it shows one nobody can tell. */
  sendTestNotification(): Promise<void>;
  setAppearance(appearance: Appearance): Promise<void>;
  setTray(tray: TrayChoices): Promise<void>;
  /** A wrong field is `perUsd`, or `creditsPerUsd.` and the id of the provider. */
  setMoney(draft: MoneyDraft): Promise<void>;
  /** A wrong field is `refreshEverySecs`, or `lowBelow.` and the id of the provider. */
  setDefaults(draft: DefaultsDraft): Promise<void>;
  /** A wrong field is `proxy.host`, `proxy.port`, `proxy.user` or `proxy.password`. */
  setProxy(draft: ProxyDraft): Promise<void>;
  startAtLogin(on: boolean): Promise<void>;
  openLogFolder(): Promise<void>;
  /** Asks where to, and writes the settings there; with a passphrase the keys too, encrypted.
   *  Returns where, or null if the person thought better of it. */
  exportSettings(passphrase: string | null): Promise<string | null>;
  /** Asks for a file and reads it; nothing is changed yet. Null if the person thought better of it. */
  chooseImport(): Promise<ImportFile | null>;
  /** Opens the chosen file with its passphrase. */
  unlockImport(passphrase: string): Promise<ImportPreview>;
  /** Lets go of the chosen file. */
  cancelImport(): Promise<void>;
  /** Takes over what was chosen of the file. */
  finishImport(choice: ImportChoice): Promise<void>;
}

export function isCommandError(error: unknown): error is CommandError {
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
}
