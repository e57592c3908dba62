import type { Rules } from '../src/backend/bindings';
import { expect, test, type SettingsWindow } from './window';

const threshold = 'Balance drops below, in USD';

function rules(win: SettingsWindow, id: string): Rules | undefined {
  return win.state.accounts.find((account) => account.id === id)?.rules;
}

test('a new account warns of little, of nothing, and of what keeps it from being known', async ({
  win,
}) => {
  await win.openAdd();
  const alerts = win.page.getByRole('group', { name: 'Alert me when' });
  await expect(alerts.getByRole('checkbox', { checked: true })).toHaveCount(4);
  await expect(alerts.getByRole('checkbox', { checked: false })).toHaveCount(3);
  const hours = 'Balance is unavailable for';
  for (const on of ['Balance drops below', 'Balance runs out', 'Key is rejected', hours])
    await expect(win.field(on)).toBeChecked();
});

test('every rule is turned on with its number, saved, and shown again', async ({ win }) => {
  await win.openEdit();
  await win.field('Balance runs out').uncheck();
  await win.field('Key is rejected').uncheck();
  await win.field('Account is topped up').check();
  await win.field('Account may run out within').check();
  await win.field('Account may run out within, in days').fill('7');
  await win.field('Today’s spend exceeds').check();
  await win.field('Today’s spend exceeds, in USD').fill('2.50');
  await win.field('Balance is unavailable for, in hours').fill('6');
  await win.button('Save').click();
  await expect(win.heading('Accounts')).toBeVisible();
  await expect
    .poll(() => rules(win, 'or-main'))
    .toMatchObject({
      low: true,
      out: false,
      daysLeftBelow: 7,
      spentTodayAbove: '2.5',
      keyRejected: false,
      noReadingForHours: 6,
      toppedUp: true,
    });
  await win.choose('OpenRouter main', 'Edit…');
  await expect(win.field('Account may run out within, in days')).toHaveValue('7');
  await expect(win.field('Balance runs out')).not.toBeChecked();
  await win.button('Cancel').click();
  await expect(win.heading('Accounts')).toBeVisible();
});

test('a number can be typed only while its rule is on, except the threshold', async ({ win }) => {
  await win.openEdit();
  const days = win.field('Account may run out within, in days');
  await expect(days).toBeDisabled();
  await win.field('Account may run out within').check();
  await expect(days).toBeEnabled();
  await win.field('Balance drops below').uncheck();
  await expect(win.field(threshold)).toBeEnabled();
});

test('without its alert the threshold may stay or go', async ({ win }) => {
  await win.openEdit();
  await win.field('Balance drops below').uncheck();
  await win.field(threshold).fill('');
  await win.button('Save').click();
  await win.choose('OpenRouter main', 'Edit…');
  await expect(win.field(threshold)).toHaveValue('');
  await expect(win.field('Balance drops below')).not.toBeChecked();
  await win.field('Balance drops below').check();
  await expect(win.field(threshold)).toHaveValue('5');
});

test('an alert below no amount is refused, and turning it off is enough', async ({ win }) => {
  await win.openEdit();
  await win.field(threshold).fill('');
  await win.button('Save').click();
  await expect(win.field(threshold)).toBeFocused();
  await expect(win.field(threshold)).toHaveAccessibleDescription(
    /^Enter an amount such as 10 or 2.50, or turn this alert off\. The account also/,
  );
  await win.field('Balance drops below').uncheck();
  await expect(win.field(threshold)).not.toHaveAttribute('aria-invalid');
  await win.button('Save').click();
  await expect(win.heading('Accounts')).toBeVisible();
});

for (const [rule, unit, typed] of [
  ['Account may run out within', 'days', '0'],
  ['Today’s spend exceeds', 'USD', 'a lot'],
  ['Balance is unavailable for', 'hours', '1.5'],
] as const) {
  test(`"${typed}" for "${rule}" is refused at its number`, async ({ win }) => {
    await win.openEdit();
    await win.field(rule).check();
    const number = win.field(`${rule}, in ${unit}`);
    await number.fill(typed);
    await win.button('Save').click();
    await expect(number).toBeFocused();
    await expect(number).toHaveAccessibleDescription(/or turn this alert off\.$/);
    await expect.poll(() => win.calls()).toEqual([]);
    await number.fill('2');
    await expect(number).not.toHaveAttribute('aria-invalid');
  });
}

test('what the app refuses about the rules is said among them', async ({ win }) => {
  await win.openEdit();
  win.refuse('saveAccount', 'invalid_field', 'Not so.', 'rules');
  await win.button('Save').click();
  const alerts = win.page.getByRole('group', { name: 'Alert me when' });
  await expect(alerts).toBeFocused();
  await expect(alerts).toHaveAccessibleDescription('Not so.');
  await win.field('Account is topped up').check();
  await expect(win.page.getByText('Not so.')).toHaveCount(0);
});
