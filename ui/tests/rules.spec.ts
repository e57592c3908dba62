import type { Rules } from '../src/backend/bindings';
import { expect, test, type SettingsWindow } from './window';

const threshold = 'Less is left than, in USD';

function rules(win: SettingsWindow, id: string): Promise<Rules | undefined> {
  return win.page.evaluate(
    (id) => window.__fake.accounts.find((account) => account.id === id)?.rules,
    id,
  );
}

test('a new account warns when little is left, Nothing is left, or The key is rejected', async ({
  win,
}) => {
  await win.openAdd();
  const alerts = win.page.getByRole('group', { name: 'Alerts: tell me when' });
  await expect(alerts.getByRole('checkbox', { checked: true })).toHaveCount(3);
  await expect(alerts.getByRole('checkbox', { checked: false })).toHaveCount(4);
  for (const on of ['Less is left than', 'Nothing is left', 'The key is rejected'])
    await expect(win.field(on)).toBeChecked();
});

test('every rule is turned on with its number, saved, and shown again', async ({ win }) => {
  await win.openEdit();
  await win.field('Nothing is left').uncheck();
  await win.field('The key is rejected').uncheck();
  await win.field('Credit was added').check();
  await win.field('What is left may last less than').check();
  await win.field('What is left may last less than, in days').fill('7');
  await win.field('More was spent today than').check();
  await win.field('More was spent today than, in USD').fill('2.50');
  await win.field('The balance could not be read for').check();
  await win.button('Save').click();
  await expect(win.heading('Accounts')).toBeVisible();
  expect(await rules(win, 'or-main')).toEqual({
    low: true,
    out: false,
    daysLeftBelow: 7,
    spentTodayAbove: '2.50',
    keyRejected: false,
    noReadingForHours: 6,
    toppedUp: true,
  });
  await win.choose('OpenRouter main', 'Edit…');
  await expect(win.field('What is left may last less than, in days')).toHaveValue('7');
  await expect(win.field('Nothing is left')).not.toBeChecked();
  await win.button('Cancel').click();
  await expect(win.heading('Accounts')).toBeVisible();
});

test('a number can be typed only while its rule is on, except the threshold', async ({ win }) => {
  await win.openEdit();
  const days = win.field('What is left may last less than, in days');
  await expect(days).toBeDisabled();
  await win.field('What is left may last less than').check();
  await expect(days).toBeEnabled();
  await win.field('Less is left than').uncheck();
  await expect(win.field(threshold)).toBeEnabled();
});

test('without its alert the threshold may stay or go', async ({ win }) => {
  await win.openEdit();
  await win.field('Less is left than').uncheck();
  await win.field(threshold).fill('');
  await win.button('Save').click();
  await win.choose('OpenRouter main', 'Edit…');
  await expect(win.field(threshold)).toHaveValue('');
  await expect(win.field('Less is left than')).not.toBeChecked();
  await win.field('Less is left than').check();
  await expect(win.field(threshold)).toHaveValue('5');
});

test('an alert below no amount is refused, and turning it off is enough', async ({ win }) => {
  await win.openEdit();
  await win.field(threshold).fill('');
  await win.button('Save').click();
  await expect(win.field(threshold)).toBeFocused();
  await expect(win.field(threshold)).toHaveAccessibleDescription(
    /^Type an amount such as 10 or 2.50, or turn this alert off\. Below this amount/,
  );
  await win.field('Less is left than').uncheck();
  await expect(win.field(threshold)).not.toHaveAttribute('aria-invalid');
  await win.button('Save').click();
  await expect(win.heading('Accounts')).toBeVisible();
});

for (const [rule, unit, typed] of [
  ['What is left may last less than', 'days', '0'],
  ['More was spent today than', 'USD', 'a lot'],
  ['The balance could not be read for', 'hours', '1.5'],
] as const) {
  test(`"${typed}" for "${rule}" is refused at its number`, async ({ win }) => {
    await win.openEdit();
    await win.field(rule).check();
    const number = win.field(`${rule}, in ${unit}`);
    await number.fill(typed);
    await win.button('Save').click();
    await expect(number).toBeFocused();
    await expect(number).toHaveAccessibleDescription(/or turn this alert off\.$/);
    expect(await win.calls()).toEqual([]);
    await number.fill('2');
    await expect(number).not.toHaveAttribute('aria-invalid');
  });
}

test('what the app refuses about the rules is said among them', async ({ win }) => {
  await win.openEdit();
  await win.page.evaluate(() => {
    window.__fake.saveAccount = () =>
      Promise.reject(
        Object.assign(new Error(), { code: 'invalid_field', field: 'rules', message: 'Not so.' }),
      );
  });
  await win.button('Save').click();
  const alerts = win.page.getByRole('group', { name: 'Alerts: tell me when' });
  await expect(alerts).toBeFocused();
  await expect(alerts).toHaveAccessibleDescription('Not so.');
  await win.field('Credit was added').check();
  await expect(win.page.getByText('Not so.')).toHaveCount(0);
});
