import type { Locator } from '@playwright/test';
import { expect, test, type SettingsWindow } from './window';

async function tabTo(win: SettingsWindow, target: Locator): Promise<void> {
  for (let step = 0; step < 30; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await win.page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

test('an account is added, changed and removed by keyboard alone', async ({ win }) => {
  const { keyboard } = win.page;
  await win.open('empty');
  await tabTo(win, win.button('Add account'));
  await keyboard.press('Enter');

  await expect(win.heading('Add account')).toBeFocused();
  await tabTo(win, win.field('SunoAPI (sunoapi.org)'));
  await keyboard.press('ArrowDown');
  await expect(win.field('kie.ai')).toBeChecked();
  await tabTo(win, win.field('API key'));
  await keyboard.type('k');
  await tabTo(win, win.button('Test'));
  await keyboard.press('Space');
  await expect(win.page.getByText('42.50 credits available')).toBeVisible();
  await tabTo(win, win.page.getByText('Advanced', { exact: true }));
  await keyboard.press('Enter');
  await tabTo(win, win.field('Server'));
  await tabTo(win, win.button('Save'));
  await keyboard.press('Enter');

  await expect(win.account('kie.ai')).toBeVisible();
  await tabTo(win, win.button('Edit kie.ai'));
  await keyboard.press('Enter');
  await tabTo(win, win.field('Label'));
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('Renamed');
  await keyboard.press('Enter');

  await expect(win.button('Edit Renamed')).toBeFocused();
  await keyboard.press('Enter');
  await tabTo(win, win.button('Remove…'));
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  await expect(win.button('Remove account')).toBeFocused();
  await keyboard.press('Enter');
  await expect(win.heading('Accounts')).toBeFocused();
  await expect(win.page.getByRole('listitem')).toHaveCount(0);
});

test('Escape cancels, and asks first where something would be lost', async ({ win }) => {
  const { keyboard } = win.page;
  await win.openEdit();
  await keyboard.press('Escape');
  await expect(win.button('Edit OpenRouter main')).toBeFocused();

  await keyboard.press('Enter');
  await win.field('Label').fill('Changed');
  await keyboard.press('Escape');
  await expect(win.button('Keep editing')).toBeFocused();
  await keyboard.press('Escape');
  await expect(win.field('Label')).toBeFocused();
  await expect(win.field('Label')).toHaveValue('Changed');
});
