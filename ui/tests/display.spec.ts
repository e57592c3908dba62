import { expect, test } from './window';

const dark = 'rgb(27, 27, 30)';
const light = 'rgb(245, 245, 247)';

for (const [system, name, other] of [
  ['light', 'Dark', { page: dark, scheme: 'dark' }],
  ['dark', 'Light', { page: light, scheme: 'light' }],
] as const) {
  test(`${name} beats a ${system} system, and as the system is as before`, async ({ win }) => {
    await win.page.emulateMedia({ colorScheme: system });
    await win.openSection('Display');
    const page = win.page.locator('html');
    const before = system === 'light' ? light : dark;
    await expect(page).toHaveCSS('background-color', before);
    await win.field(name).check();
    await expect(page).toHaveCSS('background-color', other.page);
    await expect(page).toHaveCSS('color-scheme', other.scheme);
    await expect.poll(() => win.general.appearance.theme).toBe(other.scheme);
    await win.page.keyboard.press('Home');
    await win.field('System').first().check();
    await expect(page).toHaveCSS('background-color', before);
  });
}

test('the theme is chosen by arrow keys, and the choice can be seen', async ({ win }) => {
  await win.openSection('Display');
  const theme = win.page.getByRole('radiogroup', { name: 'Theme' });
  await win.tab('Display').press('Tab');
  await win.page.keyboard.press('ArrowRight');
  await expect(theme.getByRole('radio', { name: 'Light' })).toBeFocused();
  await expect(theme.getByRole('radio', { name: 'Light' })).toBeChecked();
  await expect(theme.getByText('Light')).toHaveCSS('outline-style', 'solid');
});

test('with forced colours the chosen theme is still told apart', async ({ win }) => {
  await win.page.emulateMedia({ forcedColors: 'active' });
  await win.openSection('Display');
  const chosen = win.field('System').first();
  await expect(chosen).toHaveCSS('opacity', '1');
  await expect(chosen).toBeChecked();
});

test('numbers are chosen by what they look like', async ({ win }) => {
  await win.openSection('Display');
  const numbers = win.field('Number format');
  await expect(numbers.locator('option').first()).toHaveText('System (1,234.56)');
  await numbers.selectOption("1'234.56");
  await expect(numbers.locator('option').first()).toHaveText('System');
  await expect
    .poll(() => win.general.appearance)
    .toEqual({
      theme: 'system',
      language: 'system',
      numbers: 'de-CH',
    });
});

test('what the tray shows is chosen piece by piece', async ({ win }) => {
  await win.openSection('Display');
  await win.field('Account order').selectOption('Most urgent first');
  await win.toggle('Only show accounts that need attention').check();
  await win.toggle('Show the total').uncheck();
  await win.field('Number at the icon').selectOption('Most urgent amount');
  await expect(win.field('Number at the icon')).toHaveAccessibleDescription(
    /^Drawn into the tray icon/,
  );
  await expect
    .poll(() => win.general.tray)
    .toEqual({
      order: 'urgent',
      onlyLow: true,
      total: false,
      iconText: 'lowest',
    });
});

test('what could not be stored is not shown as if it were', async ({ win }) => {
  await win.openSection('Display');
  win.refuse('setAppearance', 'settings_not_saved', 'Full.');
  win.refuse('setTray', 'settings_not_saved', 'Full.');
  await win.field('Dark').click();
  await expect(win.page.getByText('Full.')).toBeVisible();
  await expect(win.field('System').first()).toBeChecked();
  await win.toggle('Show the total').click();
  await expect(win.toggle('Show the total')).toBeChecked();
  await win.field('Account order').selectOption('Most urgent first');
  await expect(win.field('Account order')).toHaveValue('listed');
  await win.field('Number format').selectOption('1.234,56');
  await expect(win.field('Number format')).toHaveValue('system');
});
