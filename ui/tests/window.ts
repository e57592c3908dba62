import { test as base, expect, type Page } from '@playwright/test';
import type { AccountView } from '../src/backend/bindings';
import type {} from '../src/backend/fake';

export { expect };

/** The settings window over the fake backend. */
export class SettingsWindow {
  constructor(readonly page: Page) {}

  async open(scene: 'empty' | 'two' | 'trouble'): Promise<void> {
    await this.page.goto(`/?scene=${scene}`);
    await expect(this.heading('Accounts')).toBeVisible();
  }

  async openAdd(scene: 'empty' | 'two' = 'empty'): Promise<void> {
    await this.open(scene);
    await this.button('Add account').click();
  }

  async openEdit(label = 'OpenRouter main'): Promise<void> {
    await this.open('two');
    await this.button(`Edit ${label}`).click();
  }

  async openGeneral(scene: 'empty' | 'two' | 'trouble' = 'two'): Promise<void> {
    await this.open(scene);
    await this.button('Alerts and quiet hours').click();
  }

  async openSnooze(label = 'OpenRouter main'): Promise<void> {
    await this.open('two');
    await this.button(`Snooze: ${label}`).click();
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

  /** A switch that takes effect at once. */
  toggle(name: string) {
    return this.page.getByRole('switch', { name, exact: true });
  }

  field(label: string) {
    return this.page.getByLabel(label, { exact: true });
  }

  /** The row of the list that has this label. */
  account(label: string) {
    const heading = this.page.getByRole('heading', { level: 2, name: label, exact: true });
    return this.page.getByRole('listitem').filter({ has: heading });
  }

  /** Makes the app report a change of an account. */
  async changeAccount(id: string, changes: Partial<AccountView>): Promise<void> {
    await this.page.evaluate(([id, changes]) => window.__fake.changeAccount(id, changes), [
      id,
      changes,
    ] as const);
  }

  /** What the app was asked for, in order. */
  calls(): Promise<readonly string[]> {
    return this.page.evaluate(() => window.__fake.calls);
  }

  /** The keys as the app keeps them, by account. */
  keys(): Promise<Record<string, string>> {
    return this.page.evaluate(() => window.__fake.keys);
  }

  async pauseAlerts(paused = true): Promise<void> {
    await this.page.evaluate((paused) => window.__fake.change({ paused }), paused);
  }

  async stopNotifications(): Promise<void> {
    await this.page.evaluate(() => void (window.__fake.notificationsShown = false));
  }

  async stopKeychain(): Promise<void> {
    await this.page.evaluate(() => void (window.__fake.keychainAnswers = false));
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
