import { expect, test } from './window';

test('one adds, looks for, refreshes and sets up with the keys one expects', async ({ win }) => {
  const { keyboard } = win.page;
  await win.open('two');
  await keyboard.press('ControlOrMeta+n');
  await expect(win.heading('Add account')).toBeVisible();
  await expect(win.field('API key')).toBeFocused();
  await keyboard.press('Escape');
  await expect(win.button('Add account')).toBeFocused();

  await keyboard.press('ControlOrMeta+f');
  await expect(win.field('Search accounts')).toBeFocused();
  await keyboard.type('kie');
  expect(await win.labels()).toHaveLength(1);
  await keyboard.press('Escape');
  await keyboard.press('Escape');
  await expect(win.field('Search accounts')).toHaveCount(0);
  await expect(win.heading('Accounts')).toBeFocused();

  const before = win.state.accounts.map(({ readAt }) => readAt);
  await keyboard.press('ControlOrMeta+r');
  const isDone = () =>
    win.state.accounts.every(({ polling, readAt }) => !polling && !before.includes(readAt));
  await expect.poll(isDone).toBe(true);
  await expect(win.button('Refresh all')).toHaveAttribute('aria-disabled', 'false');
  await keyboard.press('F5');
  await keyboard.press('ControlOrMeta+,');
  await expect(win.heading('Settings')).toBeFocused();
  await expect.poll(() => win.calls()).toEqual(['refresh all', 'refresh all']);
});

test('in the details one account is refreshed, and a search leads back to the list', async ({
  win,
}) => {
  await win.openAccount('two', 'kie.ai');
  await win.page.keyboard.press('ControlOrMeta+r');
  await expect.poll(() => win.calls()).toEqual(['refresh kie']);
  await win.page.keyboard.press('ControlOrMeta+f');
  await expect(win.field('Search accounts')).toBeFocused();
});

test('closing and quitting ask like the close button', async ({ win }) => {
  const { keyboard } = win.page;
  await win.open('two');
  await keyboard.press('ControlOrMeta+w');
  await keyboard.press('ControlOrMeta+q');
  await expect.poll(() => win.calls()).toEqual(['close', 'quit']);
  await win.button('Add account').click();
  await keyboard.type('k');
  await keyboard.press('ControlOrMeta+q');
  await expect(win.button('Keep editing')).toBeFocused();
  await keyboard.press('ControlOrMeta+r');
  await win.button('Discard').click();
  await expect.poll(() => win.calls()).toEqual(['close', 'quit', 'quit']);
});

test('the keys are told', async ({ win }) => {
  await win.openSection('App');
  const keys = win.page.getByRole('region', { name: 'Keyboard shortcuts' });
  await expect(keys).toContainText('Close window Ctrl+W');
  await expect(keys).toContainText('Settings Ctrl+,');
});
