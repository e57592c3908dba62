import { expect, test } from './window';

test('the details show how an account stands, in words', async ({ win }) => {
  await win.openAccount('two', 'kie.ai');
  const main = win.page.getByRole('main');
  for (const text of [
    'Low warns below 200 credits',
    '35.95 credits',
    '≈ $0.18',
    'about 3 days left',
    'Likely to last 3 to 4 days',
    /Averages 1[01]\.\d\d credits a day/,
    'Updated just now',
  ])
    await expect(main).toContainText(text);
  await expect(main.getByText('just now')).toHaveAttribute('title', /\d{4}/);
});

test('the parts of a balance are listed', async ({ win }) => {
  await win.openAccount('two', 'OpenRouter main');
  await expect(win.page.getByRole('term').filter({ hasText: 'Purchased' })).toBeVisible();
  await expect(win.page.getByRole('definition').filter({ hasText: '$100.50' })).toBeVisible();
  await win.changeAccount('or-main', { parts: [] });
  await expect(win.page.getByRole('heading', { name: 'Balance breakdown' })).toHaveCount(0);
});

test('the settings are summed up', async ({ win }) => {
  await win.openAccount('two', 'kie.ai');
  const settings = win.page.getByRole('region', { name: 'Settings' });
  for (const text of [
    '200 credits',
    'Below the threshold',
    'Balance runs out',
    'Key rejected',
    'Every 5 minutes',
    'https://api.kie.ai (default)',
    'This computer’s keychain',
  ])
    await expect(settings).toContainText(text);
  await win.changeAccount('kie', { lowBelowText: null, lowBelow: null, enabled: false });
  await expect(settings).toContainText('No threshold');
  await expect(settings).toContainText('Not while turned off');
});

test('the details follow the news of the account, and nothing jumps', async ({ win }) => {
  await win.openAccount('two', 'kie.ai');
  await win.page.locator('path.line').waitFor();
  const places = () =>
    win.page
      .locator('main :is(section, button, h2, label, dt)')
      .evaluateAll((all) => all.map((element) => JSON.stringify(element.getBoundingClientRect())));
  const before = await places();
  await win.changeAccount('kie', {
    available: { amount: '1000', unit: 'credits', text: '1,000 credits' },
    worth: '≈ $5.00',
    polling: true,
  });
  await expect(win.page.getByText('1,000 credits').first()).toBeVisible();
  expect(await places()).toEqual(before);
});

test('when the account goes, so do its details', async ({ win }) => {
  await win.openAccount('two', 'kie.ai');
  await win.ask({ command: 'removeAccount', id: 'kie' });
  await expect(win.heading('Accounts')).toBeFocused();
});

for (const [how, leave] of [
  ['the button', 'Back'],
  ['Escape', null],
] as const) {
  test(`with ${how} the list comes back as it was, the focus on its row`, async ({ win }) => {
    await win.page.setViewportSize({ width: 480, height: 480 });
    await win.open('trouble');
    const scroller = win.page.locator('.scroll');
    await scroller.evaluate((element) => (element.scrollTop = 150));
    await win.button('AI Music API').click();
    const opened = win.heading('AI Music API');
    await expect(opened).toBeFocused();
    if (leave) await win.button(leave).click();
    else await win.page.keyboard.press('Escape');
    await expect(win.button('AI Music API')).toBeFocused();
    expect(await scroller.evaluate((element) => element.scrollTop)).toBeGreaterThan(100);
  });
}

test('a rejected key is replaced from where it is told of', async ({ win }) => {
  await win.openAccount('trouble', 'AI Music API');
  await expect(win.page.getByText('AI Music API rejected this key.')).toBeVisible();
  await win.button('Replace key…').first().click();
  await expect(win.heading('Edit AI Music API')).toBeVisible();
  await expect(win.field('API key')).toBeFocused();
  await win.page.keyboard.type('good');
  await win.page.keyboard.press('Enter');
  await expect(win.heading('AI Music API')).toBeFocused();
  await expect(win.page.getByText('42.50 credits').first()).toBeVisible();
  await expect.poll(async () => (await win.keys())['music']).toBe('good');
});

test('other errors are told with what to do, and can be tried again', async ({ win }) => {
  await win.openAccount('trouble', 'Client with a rather long name that has to wrap somewhere');
  await expect(win.page.getByText('Can’t connect to http://127.0.0.1:9.')).toBeVisible();
  await expect(win.page.getByText(/Balance from .*\d\d:\d\d/)).toBeVisible();
  await win.button('Refresh').click();
  await expect.poll(() => win.calls()).toEqual(['refresh or-second']);
});

test('a poll under way moves nothing and is not started twice', async ({ win }) => {
  await win.openAccount('two', 'kie.ai');
  const refresh = win.button('Refresh');
  await refresh.focus();
  const before = await refresh.boundingBox();
  await win.changeAccount('kie', { polling: true });
  await expect(refresh).toHaveAttribute('aria-disabled', 'true');
  expect(await refresh.boundingBox()).toEqual(before);
  await win.page.keyboard.press('Enter');
  await win.changeAccount('kie', { polling: false });
  await expect.poll(() => win.calls()).toEqual([]);
  await win.page.keyboard.press('Enter');
  await expect(win.page.getByText('just now')).toBeVisible();
  await expect.poll(() => win.calls()).toEqual(['refresh kie']);
});

test('Edit leads to the form and back', async ({ win }) => {
  await win.openAccount('two', 'kie.ai');
  await win.button('Edit…').click();
  await win.field('Label').fill('Renamed');
  await win.button('Save').click();
  await expect(win.heading('Renamed')).toBeVisible();
  await expect(win.button('Edit…')).toBeFocused();
  await expect(win.status).toHaveText('Renamed saved.');
});

test('a key is removed after a question, and the account stays', async ({ win }) => {
  await win.openAccount('two', 'kie.ai');
  win.tellLate();
  await win.button('Remove key…').click();
  await expect(win.button('Keep key')).toBeFocused();
  await win.page.keyboard.press('Escape');
  await expect(win.button('Remove key…')).toBeFocused();
  await win.button('Remove key…').click();
  await win.button('Remove key').click();
  await expect(win.button('Enter key…')).toBeFocused();
  await expect(win.status).toHaveText('Key for kie.ai removed.');
  await expect(win.page.getByText('No key is saved.')).toBeVisible();
  await expect.poll(() => win.calls()).toEqual(['remove key kie']);
  await win.button('Enter key…').click();
  await expect(win.field('API key')).toBeFocused();
});

test('a key of an environment variable is not ours to remove', async ({ win }) => {
  await win.open('two');
  await win.changeAccount('kie', { key: { from: 'env', name: 'KIE_KEY' } });
  await win.button('kie.ai').click();
  await expect(win.page.getByText('Environment variable KIE_KEY')).toBeVisible();
  await expect(win.button('Remove key…')).toHaveCount(0);
  await win.button('Replace key…').click();
  await expect(win.field('Variable name')).toBeFocused();
});

test('a duplicate begins with everything but the key and the label', async ({ win }) => {
  await win.openAccount('two', 'kie.ai');
  await win.button('Duplicate…').click();
  await expect(win.heading('Duplicate kie.ai')).toBeVisible();
  await expect(win.field('API key')).toBeFocused();
  await expect(win.field('Label')).toHaveValue('kie.ai 2');
  await expect(win.field('API key')).toHaveValue('');
  await expect(win.field('API key')).toHaveAttribute('placeholder', 'Paste your key');
  await win.button('Cancel').click();
  await expect(win.button('Duplicate…')).toBeFocused();
  await win.button('Duplicate…').click();
  await win.field('API key').fill('k2');
  win.tellLate();
  await win.button('Save').click();
  await expect(win.button('kie.ai 2')).toBeFocused();
  await expect
    .poll(async () => Object.values(await win.keys()).sort())
    .toEqual(['k2', 'key-of-kie', 'key-of-or-main']);
  await expect
    .poll(() => win.state.accounts.at(-1))
    .toMatchObject({ provider: 'kie', lowBelow: '200' });
  expect(win.state.accounts).toHaveLength(3);
});

test('an account is turned off and removed from its details', async ({ win }) => {
  await win.openAccount('two', 'kie.ai');
  await win.button('Turn off').click();
  await expect(win.page.getByText('Off', { exact: true })).toBeVisible();
  await expect(win.button('Turn on')).toBeFocused();
  await expect(win.button('Refresh')).toHaveCount(0);
  await win.button('Remove').click();
  await expect(win.button('OpenRouter main')).toBeFocused();
  await expect(win.status).toHaveText('kie.ai removed. Its history is kept.');
  await win.button('Undo').click();
  await expect(win.button('kie.ai')).toBeFocused();
});
