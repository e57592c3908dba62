import { expect, test } from './window';

test('after the last account is removed the list says how to begin again', async ({ win }) => {
  await win.openEmptyList();
  await expect(win.page.getByText('Add one with its API key')).toBeVisible();
  await expect(win.button('Add account')).toHaveCount(1);
  await expect(win.button('Refresh all')).toHaveCount(0);
});

test('each status is a word beside its mark', async ({ win }) => {
  await win.open('trouble');
  for (const [label, status] of [
    ['OpenRouter main', 'OK'],
    ['kie.ai', 'Low warns below 200 credits'],
    ['Suno for the podcast', 'Out'],
    ['AI Music API', 'Key rejected'],
    ['Evolink', 'OK'],
    ['Evolink, old key', 'Off'],
  ] as const) {
    await expect(win.account(label)).toContainText(status);
  }
});

test('a row shows the amount, what it is worth and how long it lasts', async ({ win }) => {
  await win.open('two');
  const row = win.account('kie.ai');
  await expect(row).toContainText('35.95 credits');
  await expect(row).toContainText('≈ $0.18 about 3 days left');
  await expect(win.account('OpenRouter main')).toContainText('$74.75 about 9 days left');
  await win.changeAccount('kie', { forecast: null });
  await expect(row).toContainText('≈ $0.18');
  await expect(row).not.toContainText('days');
});

test('the total is shown, and how many accounts are not in it', async ({ win }) => {
  await win.open('trouble');
  await expect(win.page.getByText('Total ≈ $1,204,433.15')).toBeVisible();
  await expect(win.page.getByText('1 account not counted')).toBeVisible();
  await win.change({ total: { text: '≈ $91.02', leftOut: 0, sharedKeys: [] } });
  await expect(win.page.getByText('Total ≈ $91.02')).toBeVisible();
  await expect(win.page.getByText('not counted')).toHaveCount(0);
  await win.change({ total: null });
  await expect(win.page.getByText('Total')).toHaveCount(0);
});

test('a reading that is not the newest says from when it is, and why', async ({ win }) => {
  await win.open('trouble');
  const row = win.account('Client with a rather long name that has to wrap somewhere');
  await expect(row).toContainText('$1,204,331.07');
  await expect(row).toContainText(/No connection Balance from .*\d\d:\d\d/);
});

test('an account without a reading has its error in short and no amount', async ({ win }) => {
  await win.open('trouble');
  const row = win.account('AI Music API');
  await expect(row).toContainText('Key rejected');
  await expect(row).toContainText('No amount');
});

test('a new amount moves nothing: not the focus, the scroll or anything in the list', async ({
  win,
}) => {
  await win.page.setViewportSize({ width: 480, height: 480 });
  await win.open('trouble');
  const scroller = win.page.locator('.scroll');
  await scroller.evaluate((element) => (element.scrollTop = 60));
  const more = win.menuOf('kie.ai');
  await more.focus();
  const before = await scroller.evaluate((element) => element.scrollTop);
  const places = () =>
    win.page
      .locator('.scroll :is(li, h2, button, svg)')
      .evaluateAll((all) => all.map((element) => JSON.stringify(element.getBoundingClientRect())));
  const placed = await places();

  await win.changeAccount('kie', {
    available: { amount: '1000', unit: 'credits', text: '1,000 credits' },
    worth: '≈ $5.00',
  });

  await expect(win.account('kie.ai')).toContainText('1,000 credits');
  await expect(more).toBeFocused();
  expect(await scroller.evaluate((element) => element.scrollTop)).toBe(before);
  expect(await places()).toEqual(placed);
});

test('the small line of the last week has its room before it is drawn', async ({ win }) => {
  await win.open('two');
  await win.changeAccount('kie', { sparkline: null });
  const row = win.account('kie.ai');
  const line = row.locator('.spark path.line');
  await expect(line).toHaveCount(0);
  const before = await row.boundingBox();
  await win.changeAccount('kie', { sparkline: 'M1 2H40V12H63' });
  await expect(line).toHaveCount(1);
  expect(await row.boundingBox()).toEqual(before);
  await expect(row.locator('.spark svg')).toHaveAttribute('aria-hidden', 'true');
});

test('the list asks for nothing: what it draws comes to it', async ({ win }) => {
  await win.open('two');
  await expect(win.account('kie.ai').locator('.spark path.line')).toHaveCount(1);
  await expect.poll(() => win.charts()).toEqual([]);
});

test('the focus stays with its account when another one goes', async ({ win }) => {
  await win.open('trouble');
  await win.button('kie.ai').focus();
  await win.ask({ command: 'removeAccount', id: 'or-main' });
  await expect(win.account('OpenRouter main')).toHaveCount(0);
  await expect(win.button('kie.ai')).toBeFocused();
});

test('the whole row opens the account, its own buttons do not', async ({ win }) => {
  await win.open('two');
  await win.account('kie.ai').click({ position: { x: 200, y: 10 } });
  await expect(win.heading('kie.ai')).toBeVisible();
  await win.button('Back').click();
  await win.menuOf('kie.ai').click();
  await expect(win.page.getByRole('menu')).toBeVisible();
  await expect(win.heading('Accounts')).toBeVisible();
});

test('the menu of a row refreshes, tops up and snoozes', async ({ win }) => {
  await win.open('two');
  await win.choose('kie.ai', 'Refresh');
  await expect(win.menuOf('kie.ai')).toBeFocused();
  await win.choose('kie.ai', 'Top up… kie.ai (opens in the browser)');
  await win.choose('kie.ai', 'Until topped up');
  await expect(win.account('kie.ai')).toContainText('Snoozed until topped up');
  await expect(win.status).toHaveText('kie.ai snoozed.');
  await expect
    .poll(() => win.calls())
    .toEqual(['refresh kie', 'open kie topUp', 'snooze kie topUp']);
});

test('snoozing moves nothing in the list', async ({ win }) => {
  await win.open('two');
  const before = await win.account('kie.ai').boundingBox();
  await win.choose('OpenRouter main', 'For 1 hour');
  await expect(win.account('OpenRouter main')).toContainText('Snoozed until');
  expect(await win.account('kie.ai').boundingBox()).toEqual(before);
});

test('an account is turned off and on, and keeps what it was set to', async ({ win }) => {
  await win.open('two');
  await win.choose('kie.ai', 'Turn off');
  await expect(win.account('kie.ai')).toContainText('Off');
  await expect(win.status).toHaveText('kie.ai turned off.');
  await win.menuOf('kie.ai').click();
  await expect(win.menuItem('For 1 hour')).toHaveCount(0);
  await win.menuItem('Turn on').click();
  await expect(win.account('kie.ai')).toContainText('Low warns below 200 credits');
  await expect
    .poll(() => win.state.accounts[1])
    .toMatchObject({ enabled: true, lowBelow: '200', refreshEverySecs: 300 });
  await expect.poll(() => win.keys()).toMatchObject({ kie: 'key-of-kie' });
});

test('the whole row opens its account, also where a line of it is short', async ({ win }) => {
  await win.open('two');
  for (const part of ['kie.ai', '≈ $0.18', 'about 3 days left']) {
    const line = win.account('kie.ai').getByText(part, { exact: true }).last();
    const box = await line.boundingBox();
    if (!box) throw new Error(`no ${part}`);
    await win.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await expect(win.heading('kie.ai')).toBeVisible();
    await win.button('Back').click();
    await expect(win.heading('Accounts')).toBeVisible();
  }
});

test('an account that cannot be used stands in the list', async ({ win }) => {
  await win.open('two');
  await win.change({
    unusable: [{ id: 'x', label: 'Broken', message: 'This account can’t be used.' }],
  });
  const unusable = win.page.getByRole('list', { name: 'Accounts that can’t be used' });
  await expect(unusable).toContainText('Broken');
  await expect(unusable).toContainText('This account can’t be used.');
});

test('who is out without a number reads who says so', async ({ win }) => {
  await win.open('two');
  await win.changeAccount('kie', { status: 'out', available: null });
  await expect(win.account('kie.ai')).toContainText('kie.ai says nothing is left');
  await win.account('kie.ai').getByRole('button').first().click();
  await expect(win.page.getByText('kie.ai says nothing is left')).toBeVisible();
});

test('refresh all asks for every account', async ({ win }) => {
  await win.open('two');
  await win.button('Refresh all').click();
  await expect(win.page.getByText('Updated just now')).toBeVisible();
  await expect.poll(() => win.calls()).toEqual(['refresh all']);
});

test('a page that cannot be opened is said, and the word can be dismissed', async ({ win }) => {
  await win.open('two');
  win.desktop({ opensPages: false });
  await win.choose('kie.ai', 'Top up… kie.ai (opens in the browser)');
  const notices = win.page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText(
    'The page could not be opened. Its address is https://kie.ai/billing',
  );
  await win.button('Dismiss').click();
  await expect(notices).toHaveText('');
  await expect(win.heading('Accounts')).toBeFocused();
});

test('a notice is shown until it is dismissed', async ({ win }) => {
  await win.open('trouble');
  await expect(win.page.getByText('settings.json was missing')).toBeVisible();
  await win.button('Dismiss').click();
  await expect(win.page.getByText('settings.json was missing')).toHaveCount(0);
  await expect.poll(() => win.calls()).toEqual(['dismiss settings']);
});
