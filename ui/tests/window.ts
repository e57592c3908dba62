import { test as base, expect, type Locator, type Page } from '@playwright/test';
import type {
  AccountView,
  Command,
  CommandError,
  CommandErrorCode,
  GeneralView,
  LanguageChoice,
  WindowState,
  WindowTarget,
} from '../src/backend/bindings';
import { asked } from './asked';
import { Engine, type Desktop } from './engine';
import { Exports } from './exports';
import { Providers } from './providers';
import { scenes, type SceneName } from './scenes';
import { standIn, type Heard } from './tauri';

export { expect };

/** The settings window as it is shipped, in a browser in place of the web view, over the app's engine. */
export class SettingsWindow {
  /** Where the person saves an export; null where they think better of it. */
  exportPath: string | null;
  /** The file that the person chooses for import, likewise. */
  importPath: string | null = null;

  #engine!: Engine;
  #calls: string[] = [];
  #refused = new Map<string, object>();
  #changes: Partial<WindowState> = {};
  #accountChanges = new Map<string, Partial<AccountView>>();
  #unsaved = false;
  #answersAfter = 0;
  #tellsAfter = 0;

  constructor(
    readonly page: Page,
    readonly providers: Providers,
    readonly exports: Exports,
  ) {
    this.exportPath = `${providers.folder}/saved.json`;
  }

  async open(name: SceneName): Promise<void> {
    await this.load(name);
    const isFirstRun = scenes[name].accounts.length === 0;
    await expect(this.heading(isFirstRun ? 'See what is left' : 'Accounts')).toBeVisible();
  }

  /** Starts the engine in this scene, and the page over it. */
  async load(name: SceneName): Promise<void> {
    const isFirst = this.#engine === undefined;
    this.#engine?.stop();
    this.#engine = await Engine.start(this.providers, scenes[name]);
    this.#engine.onState = () => void this.#tell();
    this.#calls = [];
    this.#changes = {};
    this.#accountChanges.clear();
    if (isFirst) {
      await this.page.exposeFunction('askApp', (name: string, args: string) =>
        this.#invoke(name, JSON.parse(args) as Record<string, unknown>),
      );
      await this.page.addInitScript(standIn);
    }
    await this.page.goto('/');
  }

  stop(): void {
    this.#engine?.stop();
  }

  /** Answers the page in Tauri's place. */
  async #invoke(name: string, args: Record<string, unknown>): Promise<object> {
    switch (name) {
      case 'watch_state':
        return { answer: this.state };
      case 'watch_target':
      case 'watch_close':
        return {};
      case 'set_unsaved':
        this.#unsaved = args['unsaved'] === true;
        return {};
    }
    const { command, call } = asked(name, args);
    this.#calls.push(call);
    if (this.#answersAfter > 0) await new Promise((done) => setTimeout(done, this.#answersAfter));
    const refused = this.#refused.get(command);
    if (refused) return { error: refused };
    try {
      return { answer: await this.#answer(name, args) };
    } catch (error) {
      const { code, message, field } = error as CommandError;
      return { error: { code, message, field } };
    }
  }

  async #answer(name: string, args: Record<string, unknown>): Promise<unknown> {
    switch (name) {
      case 'ask':
        return this.#engine.ask({ command: args['command'] as Command });
      case 'export_settings':
        await this.#engine.ask({ prepareExport: args['passphrase'] as string | null });
        return this.exportPath && this.#engine.ask({ writeExport: this.exportPath });
      case 'choose_import':
        return this.importPath && this.#engine.ask({ readImport: this.importPath });
      default:
        return null;
    }
  }

  /** What the app says, with what a test has it say besides. */
  get state(): WindowState {
    const state = { ...this.#engine.state, ...this.#changes };
    const changed = (account: AccountView) => ({
      ...account,
      ...this.#accountChanges.get(account.id),
    });
    return { ...state, accounts: state.accounts.map(changed) };
  }

  async #tell(): Promise<void> {
    await this.#hear('watch_state', this.state, this.#tellsAfter);
  }

  async #hear(what: Heard, said: unknown, after = 0): Promise<void> {
    if (after > 0) await new Promise((done) => setTimeout(done, after));
    // A page that is about to be another one hears of it later.
    await this.page
      .evaluate(([what, said]) => window.hear?.[what]?.(said), [what, said] as const)
      .catch(() => {});
  }

  /** The list after the last account was removed. */
  async openEmptyList(): Promise<void> {
    await this.open('two');
    for (const { id } of this.state.accounts) await this.ask({ command: 'removeAccount', id });
  }

  async openAdd(scene: 'empty' | 'two' = 'empty'): Promise<void> {
    await (scene === 'empty' ? this.openEmptyList() : this.open(scene));
    await this.button('Add account').click();
    await this.button('More options').click();
  }

  /** The cards from which one more account is added. */
  async openAddCards(scene: SceneName = 'two'): Promise<void> {
    await this.open(scene);
    await this.button('Add account').click();
    await expect(this.field('API key')).toBeFocused();
  }

  /** The card of a provider in the first run, opened. */
  async openCard(provider: string, scene: 'empty' | 'found' = 'empty'): Promise<void> {
    await this.open(scene);
    await this.button(provider).click();
    await expect(this.field('API key')).toBeFocused();
  }

  async openEdit(label = 'OpenRouter main'): Promise<void> {
    await this.open('two');
    await this.choose(label, 'Edit…');
  }

  async openGeneral(scene: SceneName = 'two'): Promise<void> {
    await this.open(scene);
    await this.button('Settings').click();
  }

  /** One section of what belongs to no account. */
  async openSection(name: string): Promise<void> {
    await this.openGeneral();
    await this.tab(name).click();
  }

  async openSnooze(label = 'OpenRouter main'): Promise<void> {
    await this.openAccount('two', label);
    await this.button(`Snooze: ${label}`).click();
  }

  /** Presses Tab until this has the focus. */
  async tabTo(target: Locator): Promise<void> {
    for (let step = 0; step < 30; step += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press('Tab');
    }
    await expect(target).toBeFocused();
  }

  /** Its details. */
  async openAccount(scene: SceneName, label: string): Promise<void> {
    await this.open(scene);
    await this.button(label).click();
    await expect(this.heading(label)).toBeFocused();
  }

  /** The small menu of a row. */
  menuOf(label: string) {
    return this.button(`Actions for ${label}`);
  }

  async choose(label: string, item: string): Promise<void> {
    await this.menuOf(label).click();
    await this.menuItem(item).click();
  }

  heading(name: string) {
    return this.page.getByRole('heading', { level: 1, name });
  }

  button(name: string | RegExp) {
    return this.page.getByRole('button', { name, exact: true });
  }

  menuItem(name: string) {
    return this.page.getByRole('menuitem', { name, exact: true });
  }

  tab(name: string) {
    return this.page.getByRole('tab', { name, exact: true });
  }

  /** A switch that takes effect at once. */
  toggle(name: string) {
    return this.page.getByRole('switch', { name, exact: true });
  }

  field(label: string) {
    return this.page.getByLabel(label, { exact: true });
  }

  /** A field whose name is put together from several pieces of the page. */
  textbox(name: string) {
    return this.page.getByRole('textbox', { name, exact: true });
  }

  /** The row of the list that has this label, or in the first run the card of this provider. */
  account(label: string) {
    const heading = this.page.getByRole('heading', { level: 2, name: label, exact: true });
    return this.page.getByRole('listitem').filter({ has: heading });
  }

  /** Asks the app as if that had been done elsewhere. */
  async ask(command: Command): Promise<void> {
    await this.#engine.ask({ command });
  }

  async speak(language: LanguageChoice): Promise<void> {
    await this.ask({ command: 'setAppearance', change: { language } });
  }

  /** Makes the app refuse one of its commands. */
  refuse(
    command: Command['command'] | 'chooseImport' | 'exportSettings',
    code: CommandErrorCode,
    message: string,
    field: string | null = null,
  ): void {
    this.#refused.set(command, { code, message, field });
  }

  /** Makes it another desktop. */
  desktop(changes: Partial<Desktop>): void {
    this.#engine.desktop(changes);
  }

  /** The choices that belong to no account, as the app has them. */
  get general(): GeneralView {
    return this.state.general;
  }

  /** Has an account read an environment variable. */
  async readFrom(id: string, name: string): Promise<void> {
    const account = this.state.accounts.find((account) => account.id === id);
    if (!account) throw new Error(`no account ${id}`);
    const { provider, label, lowBelow, refreshEverySecs, baseUrl, enabled, rules, channels } =
      account;
    const noKey = { newKey: null, copyKeyFrom: null, sameWallet: false };
    const own = {
      id,
      provider,
      label,
      lowBelow,
      refreshEverySecs,
      baseUrl,
      enabled,
      rules,
      channels,
    };
    const draft = { ...own, key: { from: 'env', name }, ...noKey } as const;
    await this.ask({ command: 'saveAccount', draft });
  }

  /** Has the app say something else of an account. */
  async changeAccount(id: string, changes: Partial<AccountView>): Promise<void> {
    this.#accountChanges.set(id, { ...this.#accountChanges.get(id), ...changes });
    await this.#tell();
  }

  /** What the app was asked to do, in order. */
  calls(): readonly string[] {
    return this.#calls.filter((call) => !call.startsWith('chart '));
  }

  /** What the app was asked to show of its history. */
  charts(): readonly string[] {
    return this.#calls.filter((call) => call.startsWith('chart '));
  }

  /** Pages and folders that were opened. */
  get opened(): readonly string[] {
    return this.#engine.opened;
  }

  /** The labels of the accounts, from top to bottom. */
  labels(): Promise<string[]> {
    return this.page.getByRole('heading', { level: 2 }).allTextContents();
  }

  get status() {
    return this.page.getByRole('status').last();
  }

  /** Has the app say something else. */
  async change(changes: Partial<WindowState>): Promise<void> {
    this.#changes = { ...this.#changes, ...changes };
    await this.#tell();
  }

  /** The keys in the keychain, by account. */
  keys(): Promise<Record<string, string>> {
    return this.#engine.keys();
  }

  async pauseAlerts(): Promise<void> {
    await this.ask({ command: 'pauseAlerts', duration: 'tomorrow' });
  }

  /** Presses the close button of the window. */
  async pressClose(): Promise<void> {
    if (this.#unsaved) await this.#hear('watch_close', false);
    else this.#calls.push('close');
  }

  /** Asks the window to go, because the app is to end. */
  async askToQuit(): Promise<void> {
    await this.#hear('watch_close', true);
  }

  /** Asks the window to show something, as the tray or a notification would. */
  async target(target: WindowTarget): Promise<void> {
    await this.#hear('watch_target', target);
  }

  unsaved(): boolean {
    return this.#unsaved;
  }

  /** The app says what has changed only after it has answered, as it well may. */
  tellLate(): void {
    this.#tellsAfter = 100;
  }

  slowDown(millis: number): void {
    this.#answersAfter = millis;
  }
}

interface Shared {
  providers: Providers;
  exports: Exports;
}

/** Any complaint of the browser, a breach of the content security policy above all, is a failure. */
export const test = base.extend<{ win: SettingsWindow }, Shared>({
  providers: [
    // eslint-disable-next-line no-empty-pattern -- as Playwright wants it
    async ({}, use) => {
      const providers = await Providers.start();
      await use(providers);
      providers.stop();
    },
    { scope: 'worker' },
  ],
  exports: [({ providers }, use) => use(new Exports(providers)), { scope: 'worker' }],
  win: async ({ page, providers, exports }, use) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
    const win = new SettingsWindow(page, providers, exports);
    await use(win);
    win.stop();
    expect(complaints).toEqual([]);
  },
});
