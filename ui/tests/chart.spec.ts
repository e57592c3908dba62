import { secretOf } from './scenes';
import { expect, test, type SettingsWindow } from './window';

const balance = (win: SettingsWindow) => win.page.getByRole('slider', { name: /^Balance/ });
const spend = (win: SettingsWindow) => win.page.getByRole('slider', { name: /^Spend/ });

test('the chart says in its name from where to where the balance went', async ({ win }) => {
  await win.openAccount('two', 'kie.ai');
  await expect(balance(win)).toHaveAccessibleName(
    /^Balance, 7 days: from [\d.]+ credits to 35\.95 credits, lowest [\d.]+ credits$/,
  );
  await expect(win.page.getByText(/Lowest: [\d.]+ credits\./)).toBeVisible();
});

test('every reading is read with the keys, and what happened with it', async ({ win }) => {
  const { keyboard } = win.page;
  await win.openAccount('two', 'kie.ai');
  const chart = balance(win);
  await chart.focus();
  const text = () => chart.getAttribute('aria-valuetext');
  const newest = /\d+ \w+, \d\d:\d\d:? 35\.95 credits · Low$/;
  await expect(chart).toHaveAttribute('aria-valuetext', newest);
  await expect(win.page.locator('.reading').first()).toContainText(newest);
  await keyboard.press('ArrowLeft');
  await expect(chart).toHaveAttribute('aria-valuetext', /: (?!35\.95)[\d.]+ credits$/);
  await keyboard.press('End');
  await expect(chart).toHaveAttribute('aria-valuetext', newest);
  await keyboard.press('Home');
  await expect(chart).toHaveAttribute('aria-valuenow', '0');
  for (const happened of [/· [\d.]+ credits added$/, /· Low$/]) {
    for (let step = 0; step < 400 && !happened.test((await text()) ?? ''); step += 1)
      await keyboard.press('ArrowRight');
    await expect(chart).toHaveAttribute('aria-valuetext', happened);
    await expect(win.page.locator('.reading').first()).toContainText(happened);
  }
  await chart.blur();
  await expect(win.page.getByText('Lowest:')).toBeVisible();
});

test('pointing at the chart reads it on a line that is always there', async ({ win }) => {
  await win.openAccount('two', 'kie.ai');
  const chart = balance(win);
  const before = await chart.boundingBox();
  const reading = win.page.locator('.reading').first();
  await chart.hover({ position: { x: 400, y: 40 } });
  await expect(reading).toContainText(/^\d+ \w+, \d\d:\d\d .*credits/);
  const first = await reading.textContent();
  await chart.hover({ position: { x: 300, y: 40 } });
  await expect(reading).not.toHaveText(first ?? '');
  expect(await chart.boundingBox()).toEqual(before);
  await win.heading('kie.ai').hover();
  await expect(reading).toContainText('Lowest:');
});

test('the time that is shown is chosen, and stays chosen while the window lives', async ({
  win,
}) => {
  await win.openAccount('two', 'kie.ai');
  await expect(win.field('7 days')).toBeChecked();
  await win.field('7 days').focus();
  await win.page.keyboard.press('ArrowRight');
  await expect(win.field('30 days')).toBeChecked();
  await expect(balance(win)).toHaveAccessibleName(/^Balance, 30 days/);
  await win.field('90 days').check();
  await expect(balance(win)).toHaveAccessibleName(/^Balance, 90 days/);
  await win.button('Back').click();
  await win.button('OpenRouter main').click();
  await expect(win.field('90 days')).toBeChecked();
  await expect
    .poll(() => win.charts().filter((call) => !call.endsWith('week')))
    .toEqual(['chart kie month', 'chart kie quarter', 'chart or-main quarter']);
});

test('only what is drawn is explained', async ({ win }) => {
  await win.openAccount('trouble', 'OpenRouter main');
  for (const text of ['Warns below $10.00', 'Topped up', 'Alert'])
    await expect(win.page.getByText(text, { exact: true })).toBeVisible();
  await win.changeAccount('or-main', { lowBelow: null, lowBelowText: null });
  const threshold = win.page.getByRole('listitem').filter({ hasText: 'Warns below' });
  await expect(threshold).toHaveCount(0);
  await win.button('Back').click();
  await win.button('kie.ai').click();
  await expect(win.page.getByText('Topped up', { exact: true })).toBeVisible();
  await expect(threshold, 'far above the balance').toHaveCount(0);
});

test('the spend of each day is read with the keys and by pointing, for a day in words', async ({
  win,
}) => {
  await win.openAccount('two', 'kie.ai');
  await expect(spend(win)).toHaveAccessibleName(/^Spend per day, 7 days: highest [\d.]+ credits$/);
  await spend(win).focus();
  await expect(spend(win)).toHaveAttribute('aria-valuetext', /^\w+,? \d+ \w+: .* credits$/);
  const today = (await spend(win).getAttribute('aria-valuetext')) ?? '';
  await win.page.keyboard.press('ArrowLeft');
  await expect(spend(win)).not.toHaveAttribute('aria-valuetext', today);
  await spend(win).hover({ position: { x: 100, y: 40 } });
  await expect(win.page.locator('.reading').last()).toContainText(/^\w+,? \d+ \w+.*credits/);
  await win.field('24 hours').check();
  await expect(spend(win)).toHaveCount(0);
  await expect(win.page.getByText(/^Averages [\d.]+ credits a day/)).toBeVisible();
});

test('without readings that is said', async ({ win }) => {
  await win.openAccount('trouble', 'AI Music API');
  await expect(win.page.getByText('No readings in this period yet.')).toBeVisible();
  await expect(win.page.getByRole('slider')).toHaveCount(0);
});

test('a history that cannot be read is said in place of the chart', async ({ win }) => {
  await win.open('two');
  win.refuse('balanceChart', 'history_unreadable', 'It is damaged.');
  await win.button('kie.ai').click();
  await win.field('24 hours').check();
  await expect(win.page.getByText('It is damaged.')).toBeVisible();
});

test('a new reading is drawn at once', async ({ win }) => {
  await win.openAccount('two', 'kie.ai');
  await balance(win).waitFor();
  await win.providers.hold('kie', secretOf('kie'), '100');
  await win.ask({ command: 'refresh', id: 'kie' });
  await expect(balance(win)).toHaveAccessibleName(/to 100 credits/);
});

for (const [same, what] of [
  [true, 'goes on'],
  [false, 'begins anew'],
] as const) {
  test(`with another key, for the same balance: ${same}, the chart ${what}`, async ({ win }) => {
    await win.openAccount('two', 'kie.ai');
    await expect(balance(win)).toBeVisible();
    await win.button('Replace key…').click();
    await expect(win.field('The new key is for the same balance')).toHaveCount(0);
    await win.field('API key').fill('k2');
    await win.field('The new key is for the same balance').setChecked(same);
    await win.button('Save').click();
    await expect(win.button('Replace key…')).toBeFocused();
    const before = win.page.getByText('Before the key or server changed');
    await expect(before).toHaveCount(same ? 0 : 1);
    await win.button('Refresh').click();
    await expect(before).toHaveCount(same ? 0 : 1);
    await expect(balance(win)).toHaveCount(1);
  });
}
