import { expect, test } from './window';

test.beforeEach(async ({ win }) => {
  await win.page.setViewportSize({ width: 480, height: 480 });
  await win.openAdd();
  win.desktop({ keychain: 'locked' });
  await win.field('API key').fill('k');
  await win.button('Save').click();
  const question = win.page.getByRole('heading', { name: 'Not saved in the keychain' });
  await expect(question).toBeFocused();
});

test('nothing is saved, and nothing typed is lost', async ({ win }) => {
  await expect(win.page.getByText('the keychain does not answer')).toBeVisible();
  await expect(win.page.getByText('A private file is not encrypted.')).toBeInViewport({ ratio: 1 });
  await expect(win.field('API key')).toHaveValue('k');
  await expect.poll(() => win.keys()).toEqual({});
});

test('the key goes into a file on the person’s own word', async ({ win }) => {
  await win.button('Use a private file instead').click();
  await win.choose('sunoapi.org', 'Edit…');
  await win.page.getByText('Advanced', { exact: true }).click();
  await expect(win.field('A private file on this computer')).toBeChecked();
});

test('it can be tried again', async ({ win }) => {
  win.desktop({ keychain: 'open' });
  await win.button('Try again').click();
  await win.choose('sunoapi.org', 'Edit…');
  await win.page.getByText('Advanced', { exact: true }).click();
  await expect(win.field('This computer’s keychain')).toBeChecked();
  await expect(win.field('A private file on this computer')).toHaveCount(0);
});

test('where there is none, what helps comes first', async ({ win }) => {
  win.desktop({ keychain: 'none' });
  await win.button('Try again').click();
  await expect(
    win.page.getByText('There is no keychain on this desktop, so the key was not stored.'),
  ).toBeVisible();
  await expect(win.page.locator('section[aria-labelledby=keychain-heading] button')).toHaveText([
    'Use an environment variable',
    'Use a private file instead',
    'Try again',
  ]);
});

test('an environment variable can take its place', async ({ win }) => {
  await win.button('Use an environment variable').click();
  await expect(win.field('Variable name')).toBeFocused();
  await win.page.keyboard.type('MY_KEY');
  await win.button('Save').click();
  await expect(win.account('sunoapi.org')).toBeVisible();
});
