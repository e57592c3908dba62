import { expect, test } from './window';

const bar = 'kie.ai removed. Its history is kept.';

test('an account is removed at once, which is said, and the focus goes to its neighbour', async ({
  win,
}) => {
  await win.open('trouble');
  await win.choose('kie.ai', 'Remove');
  await expect(win.account('kie.ai')).toHaveCount(0);
  await expect(win.page.getByRole('region', { name: 'Removed account' })).toContainText(bar);
  await expect(win.status).toHaveText(bar);
  await expect(win.button('Suno for the podcast')).toBeFocused();
  await expect.poll(() => win.calls()).toEqual(['remove kie']);
  await expect.poll(() => win.keys()).not.toHaveProperty('kie');
});

test('Undo brings the account back with its key, at its place, and gives it the focus', async ({
  win,
}) => {
  await win.open('trouble');
  const labels = await win.labels();
  await win.choose('kie.ai', 'Remove');
  await win.button('Undo').click();
  await expect(win.button('kie.ai')).toBeFocused();
  await expect(win.button('Undo')).toHaveCount(0);
  await expect(win.status).toHaveText('kie.ai is back.');
  expect(await win.labels()).toEqual(labels);
  await expect.poll(() => win.keys()).toMatchObject({ kie: 'key-of-kie' });
});

test('the focus is right also when the app tells of a change later than it answers', async ({
  win,
}) => {
  await win.openAccount('trouble', 'kie.ai');
  win.tellLate();
  await win.button('Remove').click();
  await expect(win.button('Suno for the podcast')).toBeFocused();
  await win.button('Undo').click();
  await expect(win.button('kie.ai')).toBeFocused();
});

test('a focus that is waited for is not taken once another view is open', async ({ win }) => {
  await win.open('two');
  await win.choose('kie.ai', 'Remove');
  await win.button('Settings').click();
  await win.button('Undo').click();
  await expect(win.heading('Settings')).toBeFocused();
  await win.button('Back').click();
  await expect(win.button('Settings')).toBeFocused();
});

test('the keys that undo elsewhere undo here, but not while something is typed', async ({
  win,
}) => {
  await win.open('two');
  await win.choose('kie.ai', 'Remove');
  await win.choose('OpenRouter main', 'Edit…');
  await win.field('Label').fill('Mine');
  await win.page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => win.calls()).toEqual(['remove kie']);
  await win.button('Cancel').click();
  if (await win.button('Discard').isVisible()) await win.button('Discard').click();
  await win.page.keyboard.press('ControlOrMeta+z');
  await expect(win.button('kie.ai')).toBeFocused();
});

test('the history is deleted only on the person’s own word, and Undo stays', async ({ win }) => {
  await win.open('two');
  await win.choose('kie.ai', 'Remove');
  await win.button('Delete history').click();
  await expect(win.page.getByText('kie.ai and its history deleted.')).toBeVisible();
  await expect(win.button('Delete history')).toHaveCount(0);
  await expect(win.button('Undo')).toBeFocused();
  await expect.poll(() => win.calls()).toEqual(['remove kie', 'forget kie']);
});

test('the bar goes when it is dismissed, and comes back for the next removal', async ({ win }) => {
  await win.open('two');
  await win.choose('kie.ai', 'Remove');
  await win.button('Dismiss').click();
  await expect(win.button('Undo')).toHaveCount(0);
  await expect(win.heading('Accounts')).toBeFocused();
  await win.choose('OpenRouter main', 'Remove');
  await expect(win.page.getByRole('region', { name: 'Removed account' })).toContainText(
    'OpenRouter main removed.',
  );
});

test('an account that is not removed stays, and the refusal is said', async ({ win }) => {
  await win.open('two');
  win.refuse('removeAccount', 'settings_not_saved', 'The disk is full.');
  await win.choose('kie.ai', 'Remove');
  await expect(win.page.getByText('The disk is full.')).toBeVisible();
  await expect(win.account('kie.ai')).toBeVisible();
  await expect(win.status).toHaveText('');
});

test('the last account goes too, and can be brought back', async ({ win }) => {
  await win.open('two');
  await win.choose('kie.ai', 'Remove');
  await win.choose('OpenRouter main', 'Remove');
  await expect(win.heading('Accounts')).toBeFocused();
  const bar = win.page.getByRole('region', { name: 'Removed account' });
  await expect(bar).toContainText('OpenRouter main removed.');
  await win.button('Undo').click();
  await expect(win.button('OpenRouter main')).toBeFocused();
});
