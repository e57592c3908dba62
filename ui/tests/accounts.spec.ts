import { expect, test } from './window';

test('without accounts the window says what the app does and how to begin', async ({ win }) => {
  await win.open('empty');
  await expect(win.page.getByText('shows the balances of your prepaid AI APIs')).toBeVisible();
  await expect(win.button('Add account')).toHaveCount(1);
  await expect(win.button('Refresh all')).toHaveCount(0);
});

test('each status is a word beside its mark', async ({ win }) => {
  await win.open('trouble');
  for (const [label, status] of [
    ['OpenRouter main', 'OK'],
    ['kie.ai', 'Low below 200 credits'],
    ['Suno for the podcast', 'Out'],
    ['AI Music API', 'Unknown'],
    ['Evolink', 'Unlimited'],
    ['Evolink, old key', 'Off'],
  ] as const) {
    await expect(win.account(label)).toContainText(`· ${status}`);
  }
});

test('a reading shows its amount, its parts and its age', async ({ win }) => {
  await win.open('two');
  const row = win.account('OpenRouter main');
  await expect(row).toContainText('$74.75');
  await expect(row).toContainText('Purchased $100.50 · Used $25.75');
  await expect(row.getByText('2 min ago')).toHaveAttribute('title', /\d{4}/);
});

test('a reading that is out of date says so, and why', async ({ win }) => {
  await win.open('trouble');
  const row = win.account('Client with a rather long name that has to wrap somewhere');
  await expect(row).toContainText('$1,204,331.0725');
  await expect(row).toContainText('Out of date · 3 hours ago');
  await expect(row).toContainText('No connection to openrouter.ai.');
});

test('an account without a reading has the error in words and no amount', async ({ win }) => {
  await win.open('trouble');
  const row = win.account('AI Music API');
  await expect(row).toContainText('The key was rejected.');
  await expect(row).toContainText('No amount');
  await expect(row).toContainText('Not read yet');
});

test('a new amount arrives without moving the focus or the scroll', async ({ win }) => {
  await win.page.setViewportSize({ width: 480, height: 480 });
  await win.open('trouble');
  const scroller = win.page.locator('.scroll');
  await scroller.evaluate((element) => (element.scrollTop = 150));
  const refresh = win.button('Refresh kie.ai');
  await refresh.focus();
  const before = await scroller.evaluate((element) => element.scrollTop);
  const place = await refresh.boundingBox();

  await win.changeAccount('kie', {
    available: { amount: '1000', unit: 'credits', text: '1,000 credits' },
    status: 'ok',
  });

  await expect(win.account('kie.ai')).toContainText('1,000 credits');
  await expect(refresh).toBeFocused();
  expect(await scroller.evaluate((element) => element.scrollTop)).toBe(before);
  expect(await refresh.boundingBox()).toEqual(place);
});

test('the focus stays with its account when another one goes', async ({ win }) => {
  await win.open('trouble');
  await win.button('Refresh kie.ai').focus();
  await win.page.evaluate(() =>
    window.__fake.change({ accounts: window.__fake.accounts.slice(1) }),
  );
  await expect(win.account('OpenRouter main')).toHaveCount(0);
  await expect(win.button('Refresh kie.ai')).toBeFocused();
});

test('a poll under way moves nothing and is not started twice', async ({ win }) => {
  await win.open('two');
  const refresh = win.button('Refresh kie.ai');
  await refresh.focus();
  const before = await win.account('kie.ai').boundingBox();
  await win.changeAccount('kie', { polling: true });
  await expect(refresh).toHaveAttribute('aria-disabled', 'true');
  expect(await win.account('kie.ai').boundingBox()).toEqual(before);
  await win.page.keyboard.press('Enter');
  await win.changeAccount('kie', { polling: false });
  expect(await win.calls()).toEqual([]);
  await expect(refresh).toBeFocused();
  await win.page.keyboard.press('Enter');
  await expect(win.account('kie.ai')).toContainText('just now');
  expect(await win.calls()).toEqual(['refresh kie']);
});

test('refresh all asks for every account', async ({ win }) => {
  await win.open('two');
  await win.button('Refresh all').click();
  await expect(win.page.getByText('Updated just now')).toBeVisible();
  expect(await win.calls()).toEqual(['refresh all']);
});

test('top up opens the page of the provider', async ({ win }) => {
  await win.open('two');
  await win.button('Top up… kie.ai (opens in the browser)').click();
  expect(await win.calls()).toEqual(['open kie topUp']);
});

test('a page that cannot be opened is said, and the word can be dismissed', async ({ win }) => {
  await win.open('two');
  await win.page.evaluate(() => void (window.__fake.pagesOpen = false));
  await win.button('Top up… kie.ai (opens in the browser)').click();
  const notices = win.page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText('No browser could be opened.');
  await win.button('Dismiss').click();
  await expect(notices).toHaveText('');
  await expect(win.heading('Accounts')).toBeFocused();
});

test('a notice is shown until it is dismissed', async ({ win }) => {
  await win.open('trouble');
  await expect(win.page.getByText('The settings could not be read')).toBeVisible();
  await win.button('Dismiss').click();
  await expect(win.page.getByText('The settings could not be read')).toHaveCount(0);
  expect(await win.calls()).toEqual(['dismiss settings-restored']);
});
