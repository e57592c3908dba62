import { test as base, expect, type Locator, type Page } from '@playwright/test';
import type { Backend } from '../src/backend/backend';
import type {
  AccountView,
  CommandErrorCode,
  GeneralView,
  LanguageChoice,
  WindowState,
  WindowTarget,
} from '../src/backend/bindings';
import { scene, type Scene } from '../src/backend/fake-scenes';
import type {} from '../src/backend/fake';

export { expect };

/** The settings window over the fake backend. */
export class SettingsWindow {
  constructor(readonly page: Page) {}

  async open(scene: Scene): Promise<void> {
    await this.page.goto(`/?scene=${scene}`);
    const isFirstRun = scene === 'empty' || scene === 'found';
    await expect(this.heading(isFirstRun ? 'See what is left' : 'Accounts')).toBeVisible();
  }

  /** The list after the last account was removed. */
  async openEmptyList(): Promise<void> {
    await this.open('empty');
    await this.page.evaluate(
      (accounts) => window.__fake.change({ accounts }),
      scene('two').accounts,
    );
    await this.button('Show my accounts').click();
    await this.page.evaluate(() => window.__fake.change({ accounts: [] }));
  }

  async openAdd(scene: 'empty' | 'two' = 'empty'): Promise<void> {
    await (scene === 'empty' ? this.openEmptyList() : this.open(scene));
    await this.button('Add account').click();
    await this.button('More options').click();
  }

  /** The cards from which one more account is added. */
  async openAddCards(scene: Scene = 'two'): Promise<void> {
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

  async openGeneral(scene: Scene = 'two'): Promise<void> {
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
  async openAccount(scene: Scene, label: string): Promise<void> {
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

  /** Chooses a language as if that had been done elsewhere. */
  async speak(language: LanguageChoice): Promise<void> {
    await this.page.evaluate(
      (language) => window.__fake.setAppearance({ theme: 'system', numbers: 'system', language }),
      language,
    );
  }

  /** Makes the app refuse one of its commands. */
  async refuse(command: keyof Backend, code: CommandErrorCode, message: string): Promise<void> {
    await this.page.evaluate(
      ([command, code, message]) => {
        const refused = () => Promise.reject(Object.assign(new Error(), { code, message }));
        Object.assign(window.__fake, { [command]: refused });
      },
      [command, code, message] as const,
    );
  }

  /** Makes the file that will be chosen one that needs a passphrase. */
  async lockImport(): Promise<void> {
    await this.page.evaluate(
      () => void (window.__fake.fileToImport = { name: 'locked.age', preview: null }),
    );
  }

  /** The choices that belong to no account, as the app has them. */
  general(): Promise<GeneralView> {
    return this.page.evaluate(() => window.__fake.state.general);
  }

  /** Makes the app report a change of an account. */
  async changeAccount(id: string, changes: Partial<AccountView>): Promise<void> {
    await this.page.evaluate(([id, changes]) => window.__fake.changeAccount(id, changes), [
      id,
      changes,
    ] as const);
  }

  /** What the app was asked to do, in order. */
  async calls(): Promise<readonly string[]> {
    return (await this.#asked()).filter((call) => !call.startsWith('chart '));
  }

  /** What the app was asked to show of its history. */
  async charts(): Promise<readonly string[]> {
    return (await this.#asked()).filter((call) => call.startsWith('chart '));
  }

  #asked(): Promise<readonly string[]> {
    return this.page.evaluate(() => window.__fake.calls);
  }

  /** The labels of the accounts, from top to bottom. */
  labels(): Promise<string[]> {
    return this.page.getByRole('heading', { level: 2 }).allTextContents();
  }

  get status() {
    return this.page.getByRole('status').last();
  }

  async change(changes: Partial<WindowState>): Promise<void> {
    await this.page.evaluate((changes) => window.__fake.change(changes), changes);
  }

  /** The keys as the app keeps them, by account. */
  keys(): Promise<Record<string, string>> {
    return this.page.evaluate(() => window.__fake.keys);
  }

  async pauseAlerts(pausedUntil: string | null = '2099-01-01T08:00:00Z'): Promise<void> {
    await this.change({ pausedUntil });
  }

  /** Presses the close button of the window. */
  async pressClose(): Promise<void> {
    await this.page.evaluate(() => window.__fake.pressClose());
  }

  /** Asks the window to show something, as the tray or a notification would. */
  async target(target: WindowTarget): Promise<void> {
    await this.page.evaluate((target) => window.__fake.target(target), target);
  }

  unsaved(): Promise<boolean> {
    return this.page.evaluate(() => window.__fake.unsaved);
  }

  async stopNotifications(): Promise<void> {
    await this.page.evaluate(() => void (window.__fake.notificationsShown = false));
  }

  /** Puts another key into an environment variable. */
  async setVariable(name: string, key: string): Promise<void> {
    await this.page.evaluate(([name, key]) => void (window.__fake.variables[name] = key), [
      name,
      key,
    ] as const);
  }

  async stopKeychain(): Promise<void> {
    await this.page.evaluate(() => void (window.__fake.keychainAnswers = false));
  }

  /** The app says what has changed only after it has answered, as it well may. */
  async tellLate(): Promise<void> {
    await this.page.evaluate(() => void (window.__fake.lateMillis = 100));
  }

  async slowDown(delayMillis: number): Promise<void> {
    await this.page.evaluate((delay) => void (window.__fake.delayMillis = delay), delayMillis);
  }
}

/** Any complaint of the browser, a breach of the content security policy above all, is a failure. */
export const test = base.extend<{ win: SettingsWindow }>({
  win: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
    await use(new SettingsWindow(page));
    expect(complaints).toEqual([]);
  },
});
