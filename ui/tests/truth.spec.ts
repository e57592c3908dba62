import type { AccountView } from '../src/backend/bindings';
import { expect, test, type SettingsWindow } from './window';

const failure = (code: 'offline' | 'timeout' | 'key_rejected' | 'settings_invalid') => ({
  code,
  message: `because of ${code}`,
  retryAfterSecs: null,
});

async function changeAll(win: SettingsWindow, changes: Partial<AccountView>): Promise<void> {
  for (const { id } of win.state.accounts) await win.changeAccount(id, changes);
}

function heights(win: SettingsWindow): Promise<number[]> {
  return win.page
    .locator('main li')
    .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().top));
}

for (const width of [560, 400]) {
  test(`rows keep their place in every state, ${width} wide`, async ({ win }) => {
    await win.page.setViewportSize({ width, height: 680 });
    await win.open('two');
    const before = await heights(win);
    await changeAll(win, { stale: true, error: failure('offline') });
    await expect(win.page.getByText(/^No connection\. Balances from .*\d\d:\d\d\.$/)).toBeVisible();
    await expect(win.account('kie.ai')).not.toContainText('No connection');
    expect(await heights(win)).toEqual(before);
    await win.changeAccount('kie', { error: failure('timeout') });
    await expect(win.account('kie.ai')).toContainText(/No answer in time\s*from .*\d\d:\d\d/);
    await win.changeAccount('or-main', { error: failure('key_rejected') });
    await expect(win.account('OpenRouter main')).toContainText(/Key rejected\s*from/);
    expect(await heights(win)).toEqual(before);
    await changeAll(win, { error: null, stale: false, readAt: null, status: 'unknown' });
    await changeAll(win, { available: null, polling: true, worth: null, forecast: null });
    await expect(win.account('kie.ai')).toContainText('Checking…');
    expect(await heights(win)).toEqual(before);
  });

  test(`no line begins or ends with a dot, ${width} wide`, async ({ win }) => {
    await win.page.setViewportSize({ width, height: 680 });
    await win.open('trouble');
    await win.changeAccount('kie', { worth: '≈ $16.10', stale: true, error: failure('timeout') });
    const stray = await win.page.locator('.pieces').evaluateAll((lines) =>
      lines.flatMap((line) => {
        const { left } = line.getBoundingClientRect();
        // The dot of the first piece of each line lies in what is clipped.
        return [...line.children]
          .filter((piece) => piece.getBoundingClientRect().left < left - 0.5)
          .map((piece) => piece.textContent);
      }),
    );
    expect(stray).toEqual([]);
    expect(await win.page.locator('main').innerText()).not.toMatch(/^\s*·|·\s*$/m);
  });
}

test('a check that failed is not told as one that was never made', async ({ win }) => {
  await win.open('two');
  await changeAll(win, { readAt: null, available: null, status: 'unknown', level: 'idle' });
  await win.change({ updatedAt: null });
  await expect(win.page.getByText('Not checked yet')).toHaveCount(3);
  await changeAll(win, { level: 'error', error: failure('timeout') });
  await expect(win.page.getByText('Not checked yet')).toHaveCount(0);
  await expect(win.page.getByText('Check failed.')).toBeVisible();
  await win.button('kie.ai').click();
  await expect(win.page.getByText('Check failed.')).toBeVisible();
  await expect(win.page.getByText('Not checked yet')).toHaveCount(0);
});

test('a refresh in which every account failed is not told as an update', async ({ win }) => {
  await win.open('two');
  await changeAll(win, { error: failure('timeout'), stale: true });
  await win.change({ updatedAt: new Date().toISOString() });
  await expect(win.page.getByText(/^Check failed\. Balances from .*\d\d:\d\d\.$/)).toBeVisible();
  await expect(win.page.getByText('just now')).toHaveCount(0);
});

test('an account whose settings cannot be used says why', async ({ win }) => {
  await win.open('two');
  await win.changeAccount('kie', {
    status: 'unknown',
    level: 'error',
    error: failure('settings_invalid'),
    readAt: null,
  });
  await expect(win.account('kie.ai')).toContainText('Settings not valid');
  await expect(win.account('kie.ai')).toContainText('because of settings_invalid');
});

test('an account that is out has no days left', async ({ win }) => {
  await win.open('two');
  await win.changeAccount('kie', { status: 'out' });
  await expect(win.account('kie.ai')).not.toContainText('left');
  await win.button('kie.ai').click();
  await expect(win.page.getByText(/days left|Likely to last/)).toHaveCount(0);
});

test('a key that is counted once is told', async ({ win }) => {
  await win.open('two');
  await win.change({ total: { text: '≈ $74.93', leftOut: 0, sharedKeys: ['A', 'B'] } });
  await expect(
    win.page.getByText('A and B use the same keys as other accounts and are not counted again.'),
  ).toBeVisible();
});

test('a few minutes of readings are no line and no chart yet', async ({ win }) => {
  await win.open('young');
  await win.button('kie.ai').click();
  await expect(win.page.getByText('Only a few minutes of readings so far.')).toBeVisible();
  await expect(win.page.getByRole('slider')).toHaveCount(0);
});

test('a notice moves nothing that is above it, and takes no click as it comes', async ({ win }) => {
  await win.open('two');
  const before = await heights(win);
  const settings = await win.button('Settings').boundingBox();
  await win.change({ notices: [{ id: 'no-keychain', text: 'There is no keychain.' }] });
  const dismiss = await win.button('Dismiss').boundingBox();
  if (!dismiss) throw new Error('no button');
  await win.page.mouse.click(dismiss.x + 5, dismiss.y + 5);
  await expect(win.page.getByText('There is no keychain.')).toBeVisible();
  await expect.poll(() => win.calls()).toEqual([]);
  expect(await heights(win)).toEqual(before);
  expect(await win.button('Settings').boundingBox()).toEqual(settings);
  await win.button('Dismiss').click();
  await expect.poll(() => win.calls()).toEqual(['dismiss no-keychain']);
});
