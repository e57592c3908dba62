import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './window';

const withKeys = 'Include the keys, encrypted with a passphrase';

test.beforeEach(async ({ win }) => {
  await win.exports.make();
  win.importPath = win.exports.plain;
  await win.openSection('App');
});

test('settings are exported without keys, and it is said where to', async ({ win }) => {
  await expect(win.field('Passphrase')).toHaveCount(0);
  await win.button('Export…').click();
  await expect(
    win.page.getByText(`Saved to ${win.exportPath}. It contains no keys.`),
  ).toBeVisible();
  await expect.poll(() => win.calls()).toEqual(['export without keys']);
});

test('keys leave only with a passphrase that is long enough', async ({ win }) => {
  await win.field(withKeys).check();
  await expect(win.field(withKeys)).toHaveAccessibleDescription(/has your keys/);
  await win.button('Export…').click();
  await expect(win.field('Passphrase')).toBeFocused();
  await expect(win.field('Passphrase')).toHaveAccessibleDescription('Use at least 8 characters.');
  await expect.poll(() => win.calls()).toEqual([]);
  await win.page.keyboard.type('long enough');
  await expect(win.field('Passphrase')).not.toHaveAttribute('aria-invalid');
  await win.page.keyboard.press('Enter');
  await expect(win.page.getByText('It contains the keys')).toBeVisible();
  await expect(win.field('Passphrase')).toHaveValue('');
  await expect.poll(() => win.calls()).toEqual(['export long enough']);
});

test('who thinks better of an export is told nothing and loses nothing', async ({ win }) => {
  win.exportPath = null;
  await win.field(withKeys).check();
  await win.field('Passphrase').fill('long enough');
  await win.button('Export…').click();
  await expect.poll(() => win.calls()).toEqual(['export long enough']);
  await expect(win.page.getByText('Saved to')).toHaveCount(0);
  await expect(win.field('Passphrase')).toHaveValue('long enough');
});

test('an export that fails says why', async ({ win }) => {
  win.refuse('exportSettings', 'not_exported', 'The disk is full.');
  await win.button('Export…').click();
  await expect(win.page.getByText('The disk is full.')).toBeVisible();
});

test('an import shows what it changes before it changes anything', async ({ win }) => {
  await win.button('Import…').click();
  const heading = win.page.getByRole('heading', { name: 'Changes in credit-tray.json' });
  await expect(heading).toBeFocused();
  await expect(win.page.getByText(/^Exported \d+ \w+ 20\d\d/)).toBeVisible();
  // What would change how everything else is asked and told comes first.
  const lists = win.page.getByRole('tabpanel').locator('.preview > ul');
  const others = lists.nth(0).locator('> li');
  await expect(others).toHaveCount(1);
  await expect(others.nth(0)).toContainText(
    'Also use its other settings instead of yours Quiet hours and New accounts',
  );
  await expect(others.nth(0).getByRole('checkbox')).toBeChecked();
  const rows = lists.nth(1).locator('> li');
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(0)).toContainText('OpenRouter replaces yours keeps your key');
  await expect(rows.nth(0).getByRole('listitem').first()).toContainText('→');
  await expect(rows.nth(1)).toContainText('kie.ai already here');
  await expect(rows.nth(1).getByRole('checkbox')).toHaveCount(0);
  await expect(rows.nth(2)).toContainText('kie.ai new account without its key');
  await expect(rows.nth(3)).toContainText(
    'Sends its key to https://relay.example, not to Evolink.',
  );
  await expect(rows.nth(3)).toContainText('Imported turned off.');
  await expect(rows.nth(0)).not.toContainText('Sends its key');
  await expect.poll(() => win.calls()).toEqual(['choose import']);
});

test('what was chosen here stays unless the person says otherwise', async ({ win }) => {
  await win.tab('Alerts').click();
  await win.toggle('Quiet hours').check();
  await expect.poll(() => win.general.quietHours !== null).toBe(true);
  const mine = win.general.quietHours;
  await win.tab('App').click();
  for (const takes of [false, true]) {
    await win.button('Import…').click();
    const choice = win.page.getByRole('checkbox', { name: 'Also use its other settings' });
    await expect(choice).not.toBeChecked();
    await choice.setChecked(takes);
    await win.button('Import').click();
    await expect(win.page.getByText(/^Imported\./)).toBeVisible();
    if (!takes) expect(win.general.quietHours).toEqual(mine);
    else await expect.poll(() => win.general.quietHours?.from).toBe('23:00');
  }
});

for (const takes of [false, true]) {
  test(`proxy and channels of a file come in only if they are chosen: ${takes}`, async ({
    win,
  }) => {
    const file = JSON.parse(await readFile(win.exports.plain, 'utf8')) as {
      settings: { general: object };
    };
    const command = {
      kind: 'command',
      id: 'x',
      program: '/bin/rm',
      args: ['-r', '/'],
      timeoutSecs: 30,
    };
    file.settings.general = {
      ...file.settings.general,
      proxy: { use: 'http', host: 'proxy.example', port: 8080 },
      channels: [command],
    };
    win.importPath = join(win.providers.folder, `stranger-${takes}.json`);
    await writeFile(win.importPath, JSON.stringify(file));
    await win.button('Import…').click();
    await expect(win.page.getByText('HTTP proxy proxy.example:8080')).toBeVisible();
    await expect(win.page.getByText('/bin/rm -r /', { exact: true })).toBeVisible();
    for (const name of ['Also use its proxy', 'Also use its alert channels']) {
      const choice = win.page.getByRole('checkbox', { name });
      await expect(choice).not.toBeChecked();
      await choice.setChecked(takes);
    }
    await win.button('Import').click();
    await expect(win.page.getByText(/^Imported\./)).toBeVisible();
    await expect.poll(() => win.general.proxy.host).toBe(takes ? 'proxy.example' : '');
    await expect
      .poll(() => win.general.channels.map(({ kind }) => kind))
      .toEqual([takes ? 'command' : 'desktop']);
  });
}

test('after an import it is said which keys are still missing, and all of it holds', async ({
  win,
}) => {
  await win.button('Import…').click();
  await win.button('Import').click();
  await expect(
    win.page.getByText('Imported. These still need their keys: kie.ai for the studio and Relay.'),
  ).toBeVisible();
  await expect(win.button('Import…')).toBeFocused();
  // What is on screen follows what was imported.
  await win.tab('New accounts').click();
  await expect(win.field('Check every')).toHaveValue('10');
  await win.tab('Alerts').click();
  await expect(win.toggle('Quiet hours')).toBeChecked();
  await expect(win.field('From')).toHaveValue('23:00');
  await win.button('Back').click();
  await expect(win.account('kie.ai for the studio')).toBeVisible();
});

test('only what is chosen comes in', async ({ win }) => {
  await win.button('Import…').click();
  await win.page.getByRole('checkbox', { name: 'Relay' }).uncheck();
  await win.button('Import').click();
  await expect(
    win.page.getByText('Imported. kie.ai for the studio still needs its key.'),
  ).toBeVisible();
  await expect.poll(() => win.calls().at(-1)).toBe('import or-main kie studio keychain');
});

for (const [choice, keys, said] of [
  ['Try again', 'keychain', 'Imported.'],
  ['Use a private file instead', 'file', 'Imported.'],
  ['Import without the keys', 'none', 'Imported. These still need their keys'],
] as const) {
  test(`keys that the keychain does not take: ${choice}`, async ({ win }) => {
    await win.page.setViewportSize({ width: 480, height: 480 });
    win.importPath = win.exports.locked;
    win.desktop({ keychain: 'locked' });
    await win.button('Import…').click();
    await win.field('Passphrase for locked.age').fill('correct horse');
    await win.button('Unlock').click();
    await win.button('Import').click();
    const question = win.page.getByRole('heading', { name: 'Not saved in the keychain' });
    await expect(question).toBeFocused();
    await expect(question).toBeInViewport({ ratio: 1 });
    await expect(win.page.getByText('the keychain does not answer')).toHaveCount(1);
    win.desktop({ keychain: 'open' });
    await win.button(choice).click();
    await expect(win.page.locator('.outcome')).toContainText(said);
    await expect.poll(() => win.calls().at(-1)).toBe(`import all ${keys}`);
  });
}

test('nothing is imported by who cancels or chooses no file', async ({ win }) => {
  await win.button('Import…').click();
  await win.button('Cancel').click();
  await expect(win.button('Import…')).toBeFocused();
  win.importPath = null;
  await win.page.keyboard.press('Enter');
  await expect(win.button('Import…')).toBeFocused();
  await expect.poll(() => win.calls()).toEqual(['choose import', 'cancel import', 'choose import']);
});

test('a locked file is opened by its passphrase and by no other', async ({ win }) => {
  win.importPath = win.exports.locked;
  await win.button('Import…').click();
  const passphrase = win.field('Passphrase for locked.age');
  await expect(passphrase).toBeFocused();
  await win.page.keyboard.type('wrong horse');
  await win.page.keyboard.press('Enter');
  await expect(passphrase).toHaveAccessibleDescription('Wrong passphrase.');
  await expect(passphrase).toBeFocused();
  await passphrase.fill('correct horse');
  await expect(passphrase).not.toHaveAttribute('aria-invalid');
  await win.button('Unlock').click();
  await expect(win.page.getByRole('heading', { name: 'Changes in locked.age' })).toBeFocused();
  await win.button('Cancel').click();
  await win.button('Import…').click();
  await expect(passphrase).toHaveValue('');
  await win.button('Cancel').click();
  await expect.poll(() => win.calls()).not.toContain('import');
});

test('a file that is no export says so', async ({ win }) => {
  win.refuse('chooseImport', 'not_imported', 'This file is no export.');
  await win.button('Import…').click();
  await expect(win.page.getByText('This file is no export.')).toBeVisible();
  await expect(win.button('Import…')).toBeFocused();
});
