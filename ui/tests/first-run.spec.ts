import { expect, test } from './window';

const useOpenRouters = 'Use this key: OPENROUTER_API_KEY';

test('the first balance is reached by keyboard alone', async ({ win }) => {
  const { keyboard } = win.page;
  await win.open('empty');
  await win.tabTo(win.button('OpenRouter'));
  await keyboard.press('Enter');
  await expect(win.field('API key')).toBeFocused();
  await keyboard.type('sk-or-v1-1');
  await keyboard.press('Enter');

  const card = win.account('OpenRouter');
  await expect(card).toContainText('$42.50');
  await expect(card).toContainText('OK');
  await expect(win.button('OpenRouter')).toBeFocused();
  await expect(win.field('API key')).toHaveCount(0);
  await expect.poll(() => win.calls()).toEqual(['test OpenRouter', 'save OpenRouter']);

  await win.tabTo(win.button('Show my accounts'));
  await keyboard.press('Enter');
  await expect(win.heading('Accounts')).toBeFocused();
  await expect(win.account('OpenRouter')).toContainText('$42.50');
});

test('a card says what is counted and which key it needs', async ({ win }) => {
  await win.open('empty');
  await expect(win.button('OpenRouter')).toHaveAccessibleDescription(
    /^Balance in dollars .*A management key shows the whole account/,
  );
  await expect(win.button('kie.ai')).toHaveAccessibleDescription(/^Balance in credits/);
  await win.button('kie.ai').click();
  await win.button('Get a key… (opens in the browser)').click();
  await expect.poll(() => win.calls()).toEqual(['open kie keys']);
});

test('a new account has the defaults of its provider', async ({ win }) => {
  await win.openCard('kie.ai');
  await win.field('API key').fill('k');
  await win.button('Save').click();
  await expect(win.account('kie.ai')).toContainText('42.50 credits');
  await expect
    .poll(() => win.state.accounts[0])
    .toMatchObject({
      label: 'kie.ai',
      lowBelow: '100',
      refreshEverySecs: 300,
      key: { from: 'keychain' },
    });
});

test('the interval that was chosen for new accounts is theirs', async ({ win }) => {
  await win.open('empty');
  await win.ask({ command: 'setDefaults', draft: { refreshEverySecs: 900, lowBelow: [] } });
  await win.button('kie.ai').click();
  await win.field('API key').fill('k');
  await win.button('Save').click();
  await expect(win.account('kie.ai')).toContainText('42.50 credits');
  await expect.poll(() => win.state.accounts[0]?.refreshEverySecs).toBe(900);
});

test('a key pasted with Bearer and quotes is taken', async ({ win }) => {
  await win.openCard('Evolink');
  await win.field('API key').fill('  "Bearer sk-evo-1" ');
  await win.field('API key').press('Enter');
  await expect(win.account('Evolink')).toContainText('42.50 credits');
  await expect.poll(async () => Object.values(await win.keys())).toEqual(['sk-evo-1']);
});

test('a wrong key is said at its field and costs no account; a right one goes on', async ({
  win,
}) => {
  await win.openCard('OpenRouter');
  const key = win.field('API key');
  await key.fill('rejected');
  await win.button('Save').click();
  await expect(key).toBeFocused();
  await expect(key).toHaveAttribute('aria-invalid', 'true');
  await expect(key).toHaveAccessibleDescription(/^OpenRouter rejected this key\./);
  await expect.poll(() => win.keys()).toEqual({});

  await key.fill('right');
  await expect(key).not.toHaveAttribute('aria-invalid');
  await key.press('Enter');
  await expect(win.account('OpenRouter')).toContainText('$42.50');
});

test('without a key the field asks for one', async ({ win }) => {
  await win.openCard('OpenRouter');
  await win.page.keyboard.press('Enter');
  await expect(win.field('API key')).toHaveAccessibleDescription(/^Enter the API key\./);
  await expect(win.field('API key')).toBeFocused();
});

test('what a test saw is not asked for again by saving', async ({ win }) => {
  await win.openCard('OpenRouter');
  await win.field('API key').fill('k');
  await win.button('Test').click();
  await expect(win.page.getByText('$42.50 available')).toBeVisible();
  await expect.poll(() => win.keys()).toEqual({});
  await win.button('Save').click();
  await expect(win.button('Show my accounts')).toBeVisible();
  await expect.poll(() => win.calls()).toEqual(['test OpenRouter', 'save OpenRouter']);
});

test('pressing Save twice adds one account', async ({ win }) => {
  await win.openCard('OpenRouter');
  win.slowDown(100);
  await win.field('API key').fill('k');
  await win.button('Save').dblclick();
  await expect(win.account('OpenRouter')).toContainText('$42.50');
  await expect.poll(() => win.calls()).toEqual(['test OpenRouter', 'save OpenRouter']);
});

test('the next cards remain, and a provider takes a second key', async ({ win }) => {
  await win.openCard('OpenRouter');
  for (const key of ['k1', 'k2']) {
    await win.field('API key').fill(key);
    await win.field('API key').press('Enter');
    await expect(win.field('API key')).toHaveCount(0);
    await win.button('OpenRouter').click();
    await expect(win.field('API key')).toHaveValue('');
  }
  await win.button('kie.ai').click();
  await win.field('API key').fill('k');
  await win.field('API key').press('Enter');
  await expect(win.page.getByText('3 accounts added')).toBeVisible();
  await expect(win.account('OpenRouter')).toContainText('OpenRouter 2');

  await win.button('Show my accounts').click();
  for (const label of ['OpenRouter', 'OpenRouter 2', 'kie.ai'])
    await expect(win.account(label)).toBeVisible();
});

test('Escape closes the card and keeps what was typed there', async ({ win }) => {
  await win.openCard('kie.ai');
  await win.field('API key').fill('half a k');
  await win.page.keyboard.press('Escape');
  await expect(win.field('API key')).toHaveCount(0);
  await expect(win.button('kie.ai')).toBeFocused();
  await expect(win.button('kie.ai')).toHaveAttribute('aria-expanded', 'false');
  await win.page.keyboard.press('Enter');
  await expect(win.field('API key')).toHaveValue('half a k');
  await win.button('Evolink').click();
  await expect(win.field('API key')).toHaveCount(1);
  await expect(win.field('API key')).toHaveValue('');
});

test('an open card is in view as a whole in the smallest window', async ({ win }) => {
  await win.page.setViewportSize({ width: 480, height: 480 });
  await win.openCard('Evolink');
  await expect(win.button('Save')).toBeInViewport({ ratio: 1 });
  await expect(win.button('Evolink')).toBeInViewport({ ratio: 1 });
});

test('a card that fails late takes nobody away from another one', async ({ win }) => {
  await win.openCard('kie.ai');
  win.slowDown(300);
  await win.field('API key').fill('rejected');
  await win.field('API key').press('Enter');
  await win.button('Evolink').click();
  await win.field('API key').fill('sk-evo');
  await expect(win.account('kie.ai')).toContainText('kie.ai rejected this key.');
  await expect(win.field('API key')).toHaveValue('sk-evo');
  await expect(win.field('API key')).toBeFocused();
});

test('more options lead to the full form with what was typed, and back', async ({ win }) => {
  await win.openCard('OpenRouter');
  await win.field('API key').fill('sk-1');
  await win.button('More options').click();
  await expect(win.heading('Add account')).toBeVisible();
  await expect(win.field('API key')).toBeFocused();
  await expect(win.field('OpenRouter')).toBeChecked();
  await expect(win.field('API key')).toHaveValue('sk-1');
  await win.button('Cancel').click();
  await win.button('Discard').click();
  await expect(win.button('OpenRouter')).toBeFocused();

  await win.page.keyboard.press('Enter');
  await win.button('More options').click();
  await win.field('API key').fill('k2');
  await win.field('Label').fill('Studio');
  await win.button('Save').click();
  await expect(win.button('OpenRouter')).toBeFocused();
  await expect(win.account('OpenRouter')).toContainText('$42.50');
  await win.button('Show my accounts').click();
  await expect(win.account('Studio')).toBeVisible();
});

test('a key that was found is offered and used only on the person’s own word', async ({ win }) => {
  await win.open('found');
  const offer = 'OPENROUTER_API_KEY is set on this computer.';
  await expect(win.account('OpenRouter')).toContainText(offer);
  await expect(win.account('OpenRouter')).toContainText('saves a copy in the keychain');
  await expect(win.account('Evolink')).not.toContainText('is set on this computer');
  await expect.poll(() => win.calls()).toEqual([]);

  await win.button(useOpenRouters).click();
  await expect(win.account('OpenRouter')).toContainText('$42.50');
  await expect(win.page.getByText(offer)).toHaveCount(0);
  await expect(win.button('Use this key: KIE_API_KEY')).toBeVisible();
  await expect.poll(() => win.calls()).toEqual(['test OpenRouter', 'save OpenRouter']);
  await expect.poll(async () => Object.values(await win.keys())).toEqual(['k']);
  await expect
    .poll(() => win.state.accounts[0]?.key)
    .toEqual({
      from: 'keychain',
    });
});

test('a found key that is rejected opens the card, where another one can be typed', async ({
  win,
}) => {
  await win.open('revoked');
  await win.button(useOpenRouters).click();
  const key = win.field('API key');
  await expect(key).toBeFocused();
  await expect(key).toHaveAccessibleDescription(/^OpenRouter rejected this key\./);
  await expect.poll(() => win.keys()).toEqual({});
  await key.fill('good');
  await key.press('Enter');
  await expect(win.account('OpenRouter')).toContainText('$42.50');
  await expect.poll(async () => Object.values(await win.keys())).toEqual(['good']);
});

test('a found key that the keychain does not take can go into a file', async ({ win }) => {
  await win.open('found');
  win.desktop({ keychain: 'locked' });
  await win.button(useOpenRouters).click();
  await expect(win.page.getByRole('heading', { name: 'Not saved in the keychain' })).toBeFocused();
  await win.button('Use a private file instead').click();
  await expect(win.account('OpenRouter')).toContainText('$42.50');
  await expect.poll(() => win.state.accounts[0]?.key).toEqual({ from: 'file' });
});

test('a found key can stay in its variable where the keychain fails', async ({ win }) => {
  await win.open('found');
  win.desktop({ keychain: 'locked' });
  await win.button(useOpenRouters).click();
  await win.button('Use an environment variable').click();
  await expect(win.field('Variable name')).toBeFocused();
  await expect(win.field('Variable name')).toHaveValue('OPENROUTER_API_KEY');
  await win.button('Save').click();
  await expect(win.button('Show my accounts')).toBeVisible();
  await expect.poll(() => win.keys()).toEqual({});
});

test('the form for a new account offers a found key too, and another can be typed', async ({
  win,
}) => {
  await win.openCard('OpenRouter', 'found');
  await win.button('More options').click();
  await win.button(useOpenRouters).click();
  await expect(win.field('API key')).toHaveCount(0);
  await win.button('Enter a key instead').click();
  await expect(win.field('API key')).toBeFocused();

  await win.button(useOpenRouters).click();
  await win.field('kie.ai').check();
  await expect(win.field('API key')).toBeVisible();
  await win.button('Use this key: KIE_API_KEY').click();
  await win.button('Save').click();
  await expect(win.account('kie.ai')).toContainText('42.50 credits');
  await expect.poll(async () => Object.values(await win.keys())).toEqual(['k']);
});

test('an account whose balance is still being read says so', async ({ win }) => {
  await win.openCard('kie.ai');
  await win.field('API key').fill('k');
  await win.field('API key').press('Enter');
  await expect(win.account('kie.ai')).toContainText('42.50 credits');
  await expect.poll(() => win.state.accounts).toHaveLength(1);
  const id = win.state.accounts[0]?.id ?? '';
  await win.changeAccount(id, {
    status: 'unknown',
    level: 'idle',
    available: null,
    worth: null,
    readAt: null,
  });
  await expect(win.account('kie.ai')).toContainText('Checking the balance…');
  await win.changeAccount(id, {
    level: 'error',
    error: { code: 'offline', message: 'No connection to api.kie.ai.', retryAfterSecs: null },
  });
  await expect(win.account('kie.ai')).toContainText('No connection to api.kie.ai.');
});

test('an account that failed is retried, changed or removed from its card', async ({ win }) => {
  await win.openCard('OpenRouter');
  await win.field('API key').fill('rejected');
  await win.button('Save').click();
  await win.button('Save anyway').click();
  const card = win.account('OpenRouter');
  await expect(card).toContainText('Key rejected');
  await expect.poll(() => win.state.accounts).toHaveLength(1);
  const id = win.state.accounts[0]?.id ?? '';
  await win.button('Retry OpenRouter').click();
  await win.button('Edit OpenRouter').click();
  await expect(win.heading('Edit OpenRouter')).toBeVisible();
  await win.button('Cancel').click();
  await expect(win.button('Edit OpenRouter')).toBeFocused();
  await win.button('Remove OpenRouter').click();
  await expect(card).not.toContainText('Key rejected');
  await expect.poll(() => win.calls().slice(-2)).toEqual([`refresh ${id}`, `remove ${id}`]);
});

test('with the first balance the icon is shown, and the start at login offered', async ({
  win,
}) => {
  await win.openCard('OpenRouter');
  await expect(win.page.getByText('Look for this icon')).toHaveCount(0);
  await expect(win.toggle('Start at login')).toHaveCount(0);
  await win.field('API key').fill('k');
  await win.field('API key').press('Enter');
  await expect(win.page.getByText('Credit Tray now lives in your tray.')).toBeVisible();
  const icon = win.page.getByRole('main').locator('img');
  await expect
    .poll(() => icon.evaluate((img: HTMLImageElement) => img.naturalWidth))
    .toBeGreaterThan(0);
  await win.toggle('Start at login').check();
  await expect.poll(() => win.general).toMatchObject({ startsAtLogin: true });
  await win.change({ hasTray: false });
  await expect(win.page.getByText('Look for this icon')).toHaveCount(0);
});

test('what the person must be told is told here too', async ({ win }) => {
  await win.open('empty');
  await win.change({ notices: [{ id: 'no-tray', text: 'This desktop shows no tray.' }] });
  await expect(win.page.getByText('This desktop shows no tray.')).toBeVisible();
  await win.button('Dismiss').click();
  await expect(win.heading('See what is left')).toBeFocused();
});

test('a window that opens on accounts shows the list', async ({ win }) => {
  await win.open('two');
  await expect(win.button('Show my accounts')).toHaveCount(0);
  await expect(win.account('kie.ai')).toBeVisible();
});
