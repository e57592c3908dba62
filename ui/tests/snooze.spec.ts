import { expect, test } from './window';

for (const [choice, said, call] of [
  ['For 1 hour', /Snoozed until .*\d\d:\d\d/, 'hour'],
  ['Until tomorrow', /Snoozed until (\w+ )?08:00/, 'tomorrow'],
  ['Until topped up', /Snoozed until topped up/, 'topUp'],
] as const) {
  test(`an account is snoozed: ${choice}`, async ({ win }) => {
    await win.openSnooze('kie.ai');
    await win.menuItem(choice).click();
    await expect(win.button(new RegExp(`^${said.source}: kie\\.ai$`))).toBeFocused();
    await expect(win.status).toHaveText('kie.ai snoozed.');
    await win.button('Back').click();
    await expect(win.account('kie.ai')).toContainText(said);
    await expect(win.account('OpenRouter main')).not.toContainText('Snoozed');
    await expect.poll(() => win.calls()).toEqual([`snooze kie ${call}`]);
  });
}

test('only who needs credit can wait until it is topped up', async ({ win }) => {
  await win.openSnooze('OpenRouter main');
  await expect(win.menuItem('Until tomorrow')).toBeVisible();
  await expect(win.menuItem('Until topped up')).toHaveCount(0);
});

test('a snooze is ended', async ({ win }) => {
  await win.openAccount('two', 'kie.ai');
  await win.ask({ command: 'snooze', id: 'kie', duration: 'topUp' });
  await win.button('Snoozed until topped up: kie.ai').click();
  await win.menuItem('End snooze').click();
  await expect(win.button('Snooze: kie.ai')).toBeFocused();
  await expect(win.status).toHaveText('kie.ai is no longer snoozed.');
  await expect.poll(() => win.calls()).toEqual(['snooze kie null']);
});

test('a snooze that is over is not shown any more', async ({ win }) => {
  await win.page.clock.setFixedTime('2026-11-20T13:05:00Z');
  await win.open('two');
  await win.changeAccount('kie', { snoozed: { until: '2026-11-20T13:04:59Z' } });
  await win.changeAccount('or-main', { snoozed: { until: '2026-11-20T13:06:00Z' } });
  await expect(win.account('OpenRouter main')).toContainText('Snoozed until 13:06');
  await expect(win.account('kie.ai')).not.toContainText('Snoozed');
  await win.button('kie.ai').click();
  await expect(win.button('Snooze: kie.ai')).toBeVisible();
});

test('the menu works by keyboard', async ({ win }) => {
  const { keyboard } = win.page;
  await win.openAccount('two', 'kie.ai');
  const button = win.button('Snooze: kie.ai');
  await button.focus();
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await keyboard.press('Enter');
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await expect(win.menuItem('For 1 hour')).toBeFocused();
  await keyboard.press('ArrowUp');
  await expect(win.menuItem('Until topped up')).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(win.menuItem('For 1 hour')).toBeFocused();
  await keyboard.press('End');
  await expect(win.menuItem('Until topped up')).toBeFocused();
  await keyboard.press('Home');
  await expect(win.menuItem('For 1 hour')).toBeFocused();
  await keyboard.press('Escape');
  await expect(win.page.getByRole('menu')).toHaveCount(0);
  await expect(button).toBeFocused();

  await keyboard.press('ArrowUp');
  await expect(win.menuItem('Until topped up')).toBeFocused();
  await keyboard.press('Shift+Tab');
  await expect(win.page.getByRole('menu')).toHaveCount(0);
  await expect(win.button('Top up… kie.ai (opens in the browser)')).toBeFocused();

  await button.focus();
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(win.button(/^Snoozed until (\w+ )?08:00/)).toBeFocused();
  await expect.poll(() => win.calls()).toEqual(['snooze kie tomorrow']);
});

test('the menu closes when something else is pressed or the list is scrolled', async ({ win }) => {
  await win.page.setViewportSize({ width: 480, height: 480 });
  await win.open('trouble');
  const menu = win.page.getByRole('menu');
  await win.menuOf('OpenRouter main').click();
  await win.heading('Accounts').click();
  await expect(menu).toHaveCount(0);
  await win.menuOf('OpenRouter main').click();
  await expect(menu).toHaveCount(1);
  await win.page.locator('.scroll').evaluate((element) => (element.scrollTop = 40));
  await expect(menu).toHaveCount(0);
});

for (const [width, height] of [
  [480, 480],
  [240, 240],
] as const) {
  test(`${width} × ${height}: every choice of the menu can be seen`, async ({ win }) => {
    await win.page.setViewportSize({ width, height });
    await win.openAccount('two', 'kie.ai');
    await win.ask({ command: 'snooze', id: 'kie', duration: 'topUp' });
    const button = win.button('Snoozed until topped up: kie.ai');
    await button.scrollIntoViewIfNeeded();
    await button.click();
    await expect(win.menuItem('End snooze')).toBeFocused();
    for (const item of await win.page.getByRole('menuitem').all())
      await expect(item).toBeInViewport({ ratio: 1 });
  });

  test(`${width} × ${height}: every choice of a row can be reached`, async ({ win }) => {
    await win.page.setViewportSize({ width, height });
    await win.open('two');
    await win.menuOf('kie.ai').click();
    for (const item of await win.page.getByRole('menuitem').all()) {
      await expect(item).toBeFocused();
      await expect(item).toBeInViewport({ ratio: 0.99 });
      await win.page.keyboard.press('ArrowDown');
    }
  });
}

test('an account that is turned off has nothing to snooze', async ({ win }) => {
  await win.openAccount('trouble', 'Evolink, old key');
  await expect(win.button('Snooze: Evolink, old key')).toHaveCount(0);
});

test('a snooze that is refused is said', async ({ win }) => {
  await win.openSnooze('kie.ai');
  win.refuse('snooze', 'account_not_found', 'It is gone.');
  await win.menuItem('For 1 hour').click();
  await expect(win.page.getByRole('region', { name: 'Notices' })).toContainText('It is gone.');
  await expect(win.status).toHaveText('');
});
