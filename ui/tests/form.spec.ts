import { expect, test } from './window';

const threshold = (unit: string) => `Balance drops below, in ${unit}`;

test('an account is added: key, test, save, and it is listed', async ({ win }) => {
  await win.openAdd();
  await expect(win.heading('Add account')).toBeVisible();
  await expect(win.field('API key')).toBeFocused();
  await win.field('OpenRouter').check();
  await expect(win.field('Label')).toHaveValue('OpenRouter');
  await win.field('API key').fill('sk-or-v1-1');
  await win.button('Test').click();
  await expect(win.page.getByText('$42.50 available')).toBeVisible();
  await expect(win.page.getByText('Purchased')).toBeVisible();
  await expect.poll(() => win.keys()).toEqual({});
  await win.button('Save').click();
  await expect(win.account('OpenRouter')).toContainText('$42.50');
  await expect(win.button('OpenRouter')).toBeFocused();
  await expect.poll(async () => Object.values(await win.keys())).toEqual(['sk-or-v1-1']);
});

test('a label in use gets a number, a threshold its suggestion', async ({ win }) => {
  await win.openAdd('two');
  await win.field('kie.ai').check();
  await expect(win.field('Label')).toHaveValue('kie.ai 2');
  await expect(win.field(threshold('credits'))).toHaveValue('100');
  await win.field('OpenRouter').check();
  await expect(win.field('Label')).toHaveValue('OpenRouter');
  await expect(win.field(threshold('USD'))).toHaveValue('5');
});

test('what was typed stays when another provider is chosen', async ({ win }) => {
  await win.openAdd();
  await win.field('Label').fill('Mine');
  await win.field('API key').fill('k');
  await win.field('Evolink').check();
  await expect(win.field('Label')).toHaveValue('Mine');
  await expect(win.field('API key')).toHaveValue('k');
});

test('a wrong field is named, gets the focus, and costs nothing that was typed', async ({
  win,
}) => {
  await win.openAdd();
  await win.field('Label').fill('Mine');
  await win.button('Save').click();
  const key = win.field('API key');
  await expect(key).toBeFocused();
  await expect(key).toHaveAttribute('aria-invalid', 'true');
  await expect(key).toHaveAccessibleDescription(/^Enter the API key\./);
  await expect(win.field('Label')).toHaveValue('Mine');
  await key.fill('k');
  await expect(key).not.toHaveAttribute('aria-invalid');
});

test('every wrong field is marked at once, and one that is mended is marked no longer', async ({
  win,
}) => {
  await win.openAdd();
  await win.field('Label').fill('');
  const daysLeft = 'Account may run out within';
  await win.field(daysLeft).check();
  await win.field(`${daysLeft}, in days`).fill('0');
  await win.field(threshold('credits')).fill('-x');
  await win.field('Check every').fill('often');
  await win.button('Save').click();
  const marked = win.page.locator('[aria-invalid=true]');
  await expect(marked).toHaveCount(5);
  await expect(win.field('Label')).toBeFocused();
  await expect(win.field('Label')).toHaveAccessibleDescription(/^Enter a label\./);
  await expect(win.field('API key')).toHaveAccessibleDescription(/^Enter the API key\./);
  await win.page.keyboard.type('Mine');
  await expect(marked).toHaveCount(4);
  await expect(win.field('Label')).toHaveValue('Mine');
  await win.field(daysLeft).uncheck();
  await expect(marked).toHaveCount(3);
  await win.button('Save').click();
  await expect(win.field('API key')).toBeFocused();
  await expect.poll(() => win.calls()).toEqual([]);
});

for (const [label, typed, words] of [
  [threshold('credits'), 'ten', 'Enter a number such as 10 or 2.5'],
  ['Check every', '0', 'Use at least 1 minute'],
  ['Check every', 'often', 'Enter a whole number, such as 5.'],
  ['Label', ' ', 'Enter a label.'],
] as const) {
  test(`"${typed}" in "${label}" is refused at its field`, async ({ win }) => {
    await win.openAdd();
    await win.field('API key').fill('k');
    await win.field(label).fill(typed);
    await win.button('Save').click();
    await expect(win.field(label)).toBeFocused();
    await expect(win.page.getByText(words)).toBeVisible();
    await expect.poll(() => win.keys()).toEqual({});
  });
}

test('a wrong field under Advanced is brought into view', async ({ win }) => {
  await win.openAdd();
  await win.field('API key').fill('k');
  const advanced = win.page.getByText('Advanced', { exact: true });
  await advanced.click();
  await win.field('Server').selectOption('Other…');
  await win.field('Server address').fill('nowhere');
  await advanced.click();
  await win.button('Save').click();
  await expect(win.field('Server address')).toBeFocused();
  await expect(win.page.getByText('Enter a web address such as')).toBeVisible();
});

test('a rejected key is said in words before anything is saved', async ({ win }) => {
  await win.openAdd();
  await win.field('API key').fill('rejected');
  await win.button('Test').click();
  await expect(win.page.getByText('sunoapi.org rejected this key.')).toBeVisible();
  await expect(win.field('API key')).toHaveValue('rejected');
});

test('in the smallest window a result is brought into view', async ({ win }) => {
  await win.page.setViewportSize({ width: 480, height: 480 });
  await win.openEdit();
  await win.button('Test').click();
  await expect(win.page.getByText('$25.75')).toBeInViewport({ ratio: 1 });
});

test('the result of a test goes once it is about something else', async ({ win }) => {
  await win.openAdd();
  const result = win.page.getByText('credits available');
  await win.field('API key').fill('k');
  await win.button('Test').click();
  await expect(result).toBeVisible();
  await win.field('Label').fill('Mine');
  await expect(result).toBeVisible();
  await win.field('API key').fill('k2');
  await expect(result).toHaveCount(0);
});

test('a slow answer about an earlier key is not shown', async ({ win }) => {
  await win.openAdd();
  win.slowDown(150);
  await win.field('API key').fill('rejected');
  await win.button('Test').click();
  await win.field('API key').fill('good');
  await win.button('Test').click();
  await expect(win.page.getByText('available')).toBeVisible();
  await expect(win.page.getByText('sunoapi.org rejected this key.')).toHaveCount(0);
  await expect.poll(() => win.calls()).toHaveLength(2);
});

test('the key can be shown while it is typed', async ({ win }) => {
  await win.openAdd();
  await win.field('API key').fill('k');
  await expect(win.field('API key')).toHaveAttribute('type', 'password');
  await win.button('Show').click();
  await expect(win.field('API key')).toHaveAttribute('type', 'text');
  await win.button('Hide').click();
  await expect(win.field('API key')).toHaveAttribute('type', 'password');
});

test('a key can be fetched from the page of the provider', async ({ win }) => {
  await win.openAdd();
  await win.field('Evolink').check();
  await win.button('Get a key… (opens in the browser)').click();
  await expect.poll(() => win.calls()).toEqual(['open evolink keys']);
});

test('pressing Save twice adds one account', async ({ win }) => {
  await win.openAdd();
  win.slowDown(150);
  await win.field('API key').fill('k');
  await win.button('Save').dblclick();
  await expect(win.account('sunoapi.org')).toHaveCount(1);
  await expect.poll(() => win.calls()).toEqual(['test sunoapi.org', 'save sunoapi.org']);
});

test('an edit without a new key keeps the stored one', async ({ win }) => {
  await win.openEdit();
  await expect(win.field('API key')).toHaveValue('');
  await expect(win.field('API key')).toHaveAttribute('placeholder', 'A key is saved');
  await win.field('Label').fill('Renamed');
  await win.field('Check every').fill('1');
  await win.field('Interval unit').selectOption('hour');
  await win.button('Save').click();
  await expect(win.account('Renamed')).toBeVisible();
  await expect(win.menuOf('Renamed')).toBeFocused();
  await expect.poll(async () => (await win.keys())['or-main']).toBe('key-of-or-main');
  await win.choose('Renamed', 'Edit…');
  await expect(win.field('Interval unit')).toHaveValue('hour');
});

test('what is changed elsewhere shows in an open form, and what is typed there stays', async ({
  win,
}) => {
  await win.openEdit('kie.ai');
  await win.field('Label').fill('Mine');
  await win.ask({ command: 'turnAccount', id: 'kie', on: false });
  await expect(win.field('Check this account')).not.toBeChecked();
  await expect(win.field('Label')).toHaveValue('Mine');
  await win.button('Save').click();
  await expect(win.account('Mine')).toContainText('Off');
});

test('a form is called as its account is by now', async ({ win }) => {
  await win.openEdit('kie.ai');
  await win.changeAccount('kie', { label: 'Renamed' });
  await expect(win.heading('Edit Renamed')).toBeVisible();
  await expect(win.field('Label')).toHaveValue('Renamed');
});

test('an account can be turned off', async ({ win }) => {
  await win.openEdit();
  await win.field('Check this account').uncheck();
  await win.button('Save').click();
  await expect(win.account('OpenRouter main')).toContainText('Off');
  await win.menuOf('OpenRouter main').click();
  await expect(win.menuItem('Turn on')).toBeVisible();
  await expect(win.menuItem('Refresh')).toHaveCount(0);
});

test('the key can be read from an environment variable', async ({ win }) => {
  await win.openAdd();
  await win.page.getByText('Advanced', { exact: true }).click();
  await win.field('An environment variable').check();
  await win.button('Save').click();
  await expect(win.field('Variable name')).toBeFocused();
  await win.field('Variable name').fill('MY_KEY');
  await win.button('Save').click();
  await win.choose('sunoapi.org', 'Edit…');
  await expect(win.field('Variable name')).toHaveValue('MY_KEY');
});

test('news of the account while it is edited leaves what is typed alone', async ({ win }) => {
  await win.openEdit();
  await win.field('Label').fill('Typed');
  await win.changeAccount('or-main', { label: 'From elsewhere', polling: true });
  await expect(win.field('Label')).toHaveValue('Typed');
  await expect(win.field('Label')).toBeFocused();
});

test('an account that is gone cannot be saved, and what was typed stays', async ({ win }) => {
  await win.openEdit();
  await win.ask({ command: 'removeAccount', id: 'or-main' });
  await win.field('Label').fill('Mine');
  await win.button('Save').click();
  await expect(win.page.getByRole('alert')).toHaveText('This account no longer exists.');
  await expect(win.field('Label')).toHaveValue('Mine');
});

test('cancel asks only when something would be lost', async ({ win }) => {
  await win.openAdd('two');
  await win.field('OpenRouter').check();
  await win.button('Cancel').click();
  await expect(win.field('API key')).toBeFocused();

  await win.button('More options').click();
  await win.field('API key').fill('k');
  await win.button('Cancel').click();
  await expect(win.button('Keep editing')).toBeFocused();
  await win.button('Keep editing').click();
  await expect(win.button('Cancel')).toBeFocused();
  await win.button('Cancel').click();
  await win.button('Discard').click();
  await expect(win.field('API key')).toHaveValue('');
  await win.button('Back').click();
  await expect(win.button('Add account')).toBeFocused();
});

test('a key that the provider refuses is saved only on the person’s own word', async ({ win }) => {
  await win.openEdit();
  await win.field('API key').fill('rejected');
  await win.button('Save').click();
  await expect(win.field('API key')).toBeFocused();
  await expect(win.field('API key')).toHaveAccessibleDescription(/^OpenRouter rejected this key\./);
  await expect.poll(async () => (await win.keys())['or-main']).toBe('key-of-or-main');
  const anyway = win.button('Save anyway');
  await expect(anyway).toBeVisible();
  await win.field('API key').fill('rejected-too');
  await expect(anyway).toHaveCount(0);
  await win.button('Save').click();
  await anyway.click();
  await expect(win.account('OpenRouter main')).toContainText('Key rejected');
  await expect.poll(async () => (await win.keys())['or-main']).toBe('rejected-too');
});

test('what is not about the key is saved without asking the provider', async ({ win }) => {
  await win.openEdit();
  await win.field('Label').fill('Renamed');
  await win.button('Save').click();
  await expect(win.account('Renamed')).toBeVisible();
  await expect.poll(() => win.calls()).toEqual(['save Renamed']);
});

test('the result of a test takes the place of its hint and moves nothing', async ({ win }) => {
  await win.openAdd();
  await win.field('API key').fill('k');
  const rules = win.page.getByRole('group', { name: 'Alert me when' });
  const before = await rules.boundingBox();
  await win.button('Test').click();
  await expect(win.page.getByText('42.50 credits available')).toBeVisible();
  expect(await rules.boundingBox()).toEqual(before);
  await win.field('API key').fill('rejected');
  await win.button('Test').click();
  await expect(win.page.getByText('sunoapi.org rejected this key.')).toBeVisible();
  expect(await rules.boundingBox()).toEqual(before);
});

test('an interval of one is counted as one', async ({ win }) => {
  await win.openEdit();
  await expect(win.field('Interval unit').locator('option:checked')).toHaveText('minutes');
  await win.field('Check every').fill('1');
  await expect(win.field('Interval unit').locator('option:checked')).toHaveText('minute');
});
