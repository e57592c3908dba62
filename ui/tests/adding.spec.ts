import { expect, test } from './window';

test('a further account needs its key and Enter, and is found in the list', async ({ win }) => {
  await win.openAddCards('two');
  // The first provider that has no account yet.
  await expect(win.button('sunoapi.org')).toHaveAttribute('aria-expanded', 'true');
  await win.page.keyboard.type('sk-1');
  await win.page.keyboard.press('Enter');
  await expect(win.heading('Accounts')).toBeVisible();
  await expect(win.button('sunoapi.org')).toBeFocused();
  await expect(win.status).toHaveText('sunoapi.org saved.');
  await expect.poll(() => win.calls()).toEqual(['test sunoapi.org', 'save sunoapi.org']);
});

test('a second key of a provider gets a label of its own', async ({ win }) => {
  await win.openAddCards('two');
  await win.button('kie.ai').click();
  await expect(win.field('API key')).toBeFocused();
  await win.page.keyboard.type('sk-1');
  await win.page.keyboard.press('Enter');
  await expect(win.button('kie.ai 2')).toBeFocused();
});

test('more options take along what was typed, and lead back to its card', async ({ win }) => {
  await win.openAddCards('two');
  await win.button('Evolink').click();
  await win.field('API key').fill('sk-1');
  await win.button('More options').click();
  await expect(win.field('Evolink')).toBeChecked();
  await expect(win.field('API key')).toHaveValue('sk-1');
  await win.button('Cancel').click();
  await win.button('Discard').click();
  await expect(win.button('Evolink')).toHaveAttribute('aria-expanded', 'true');
  await win.button('More options').click();
  await win.field('API key').fill('k2');
  await win.button('Save').click();
  await expect(win.button('Evolink')).toBeFocused();
  await expect(win.heading('Accounts')).toBeVisible();
});

test('leaving with a key typed asks first', async ({ win }) => {
  await win.openAddCards('two');
  await win.field('API key').fill('sk-1');
  await win.page.keyboard.press('Escape');
  await win.button('Keep editing').click();
  await expect(win.field('API key')).toBeFocused();
  await win.button('Back').click();
  await win.button('Discard').click();
  await expect(win.button('Add account')).toBeFocused();
  await expect.poll(() => win.keys()).toEqual({ 'or-main': 'key-of-or-main', kie: 'key-of-kie' });
});

test('a rejected key costs no account, unless it is wanted all the same', async ({ win }) => {
  await win.openAddCards('two');
  await win.field('API key').fill('rejected');
  await win.field('API key').press('Enter');
  await expect(win.field('API key')).toHaveAccessibleDescription(
    /^sunoapi\.org rejected this key\./,
  );
  await expect.poll(() => win.calls()).toEqual(['test sunoapi.org']);
  await win.button('Save anyway').click();
  await expect(win.account('sunoapi.org')).toContainText('Key rejected');
});
