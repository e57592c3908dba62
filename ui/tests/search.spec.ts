import { expect, test } from './window';

test('few accounts need no search', async ({ win }) => {
  await win.open('trouble');
  await expect(win.field('Search accounts')).toHaveCount(0);
});

test('accounts are found by label, provider and status, and cannot be moved meanwhile', async ({
  win,
}) => {
  await win.open('many');
  await win.changeAccount('kie-3', { status: 'low' });
  const search = win.field('Search accounts');
  await search.fill('client 1');
  expect(await win.labels()).toHaveLength(4);
  await expect(win.page.getByText('4 of 12')).toBeVisible();
  await expect(win.button(/^Move /)).toHaveCount(0);
  await search.fill('KIE.ai');
  expect(await win.labels()).toHaveLength(12);
  await search.fill('low');
  expect(await win.labels()).toHaveLength(1);
  await expect(win.account('Client 3')).toBeVisible();
});

test('where nothing matches that is said, and Escape or the button brings all back', async ({
  win,
}) => {
  await win.open('many');
  const search = win.field('Search accounts');
  await search.fill('nobody');
  await expect(win.page.getByText('No account matches “nobody”.')).toBeVisible();
  await search.press('Escape');
  await expect(search).toHaveValue('');
  expect(await win.labels()).toHaveLength(12);
  await search.fill('nobody');
  await win.button('Clear').click();
  await expect(search).toBeFocused();
  expect(await win.labels()).toHaveLength(12);
});

test('a search is still there after the details of what was found', async ({ win }) => {
  await win.open('many');
  await win.field('Search accounts').fill('client 12');
  await win.button('Client 12').click();
  await win.button('Back').click();
  await expect(win.button('Client 12')).toBeFocused();
  await expect(win.field('Search accounts')).toHaveValue('client 12');
});

test('a search that is no longer offered hides nothing', async ({ win }) => {
  await win.open('many');
  await win.field('Search accounts').fill('client 12');
  await win.change({ accounts: win.state.accounts.slice(0, 10) });
  await expect(win.account('Client 1')).toBeVisible();
  expect(await win.labels()).toHaveLength(10);
});
