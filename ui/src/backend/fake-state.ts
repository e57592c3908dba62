import type {
  AccountView,
  CommandError,
  CommandErrorCode,
  WindowState,
  WindowTarget,
} from './bindings';
import { spoken } from './fake-language';
import { levelled } from './fake-scenes';

/** The state of the app in memory, and what it was asked for. */
export class FakeState {
  /** What was asked for, in order. */
  readonly calls: string[] = [];
  delayMillis = 0;
  /** How much later than it answers the app says what has changed. */
  lateMillis = 0;

  #state: WindowState;
  #watchers: ((state: WindowState) => void)[] = [];
  /** Shows the window what it is asked for, as the tray or a notification would. */
  target: (target: WindowTarget) => void = () => {};
  /** Presses the close button of the window. */
  pressClose: () => void = () => void this.closeWindow(false);
  /** Asks the window to go, because the app is to end. */
  askToQuit: () => void = () => void this.closeWindow(true);
  unsaved = false;

  constructor(state: WindowState) {
    this.#state = state;
  }

  get state(): WindowState {
    return this.#state;
  }

  get accounts(): AccountView[] {
    return this.#state.accounts;
  }

  /** Changes the state as the app would, and tells the window. */
  change(changes: Partial<WindowState>): void {
    const changed = { ...this.#state, ...changes };
    this.#state = { ...changed, accounts: changed.accounts.map(levelled) };
    const state = structuredClone(this.#state);
    const tell = () => this.#watchers.forEach((watcher) => watcher(this.spoken(state)));
    if (this.lateMillis > 0) setTimeout(tell, this.lateMillis);
    else tell();
  }

  changeAccount(id: string, changes: Partial<AccountView>): void {
    this.change({
      accounts: this.accounts.map((old) => (old.id === id ? { ...old, ...changes } : old)),
    });
  }

  watchState(onState: (state: WindowState) => void): Promise<void> {
    this.#watchers.push(onState);
    onState(this.spoken(this.#state));
    return Promise.resolve();
  }

  watchTarget(onTarget: (target: WindowTarget) => void): Promise<void> {
    this.target = onTarget;
    return Promise.resolve();
  }

  setUnsaved(unsaved: boolean): Promise<void> {
    this.unsaved = unsaved;
    return Promise.resolve();
  }

  watchClose(onAsked: (quits: boolean) => void): Promise<void> {
    this.pressClose = () => (this.unsaved ? onAsked(false) : void this.closeWindow(false));
    this.askToQuit = () => onAsked(true);
    return Promise.resolve();
  }

  closeWindow(quits: boolean): Promise<void> {
    return quits ? this.asked('close', 'and quit') : this.asked('close');
  }

  quit(): Promise<void> {
    return this.asked('quit');
  }

  /** In the language that was chosen. */
  protected spoken<T>(said: T): T {
    return spoken(said, this.#state.general.language);
  }

  protected async asked(...call: string[]): Promise<void> {
    this.calls.push(call.join(' '));
    await new Promise((done) => setTimeout(done, this.delayMillis));
  }

  protected find(id: string): AccountView {
    const found = this.accounts.find((old) => old.id === id);
    if (!found) throw rejection('account_not_found', 'This account is no longer there.');
    return found;
  }
}

/** What a command that fails rejects with. */
export function rejection(
  code: CommandErrorCode,
  message: string,
  field: string | null = null,
): CommandError & Error {
  return Object.assign(new Error(message), { code, message, field });
}

/** Where a snooze or a pause ends. */
export function later(duration: 'hour' | 'tomorrow' | 'week'): Date {
  const until = new Date();
  if (duration === 'hour') until.setHours(until.getHours() + 1);
  else until.setDate(until.getDate() + (duration === 'week' ? 7 : 1));
  if (duration === 'tomorrow') until.setHours(8, 0, 0, 0);
  return until;
}
