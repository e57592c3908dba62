import { expect, test } from './window';

test('the app is started at login, or not', async ({ win }) => {
  await win.openSection('App');
  await win.toggle('Start at login').check();
  await expect.poll(() => win.general).toMatchObject({ startsAtLogin: true });
  win.refuse('startAtLogin', 'not_started_at_login', 'Not here.');
  await win.toggle('Start at login').click();
  await expect(win.page.getByText('Not here.')).toBeVisible();
  await expect(win.toggle('Start at login')).toBeChecked();
});

test('keys that a login does not have are named and copied to the keychain', async ({ win }) => {
  await win.openSection('App');
  await win.readFrom('kie', 'MY_KEY');
  const warning = win.page.getByText(
    'A login session may not have MY_KEY, so kie.ai would not be read.',
  );
  await expect(warning).toHaveCount(0);
  await win.toggle('Start at login').check();
  await expect(warning).toBeVisible();
  await win.button('Copy the key to the keychain').click();
  await expect(warning).toHaveCount(0);
  await expect.poll(() => win.calls()).toEqual(['login true', 'store key kie']);
});

test('where it cannot be told whether the app starts at login, that is said', async ({ win }) => {
  await win.openSection('App');
  win.desktop({ startsApps: 'nobodyKnows' });
  await win.ask({ command: 'pauseAlerts', duration: null });
  await expect(win.toggle('Start at login')).toHaveCount(0);
  await expect(win.page.getByText('Check the startup apps')).toBeVisible();
});

test('the version is told and the log folder is opened', async ({ win }) => {
  await win.openSection('App');
  await expect(win.page.getByText('Credit Tray 0.1.0')).toBeVisible();
  await win.button('Open log folder').click();
  await expect.poll(() => win.calls()).toEqual(['logs']);
});

test('a proxy holds once it is saved, and its password is never shown again', async ({ win }) => {
  await win.openSection('App');
  await expect(win.button('Save')).toHaveCount(0);
  await win.field('Connect through').selectOption('SOCKS5 proxy');
  await win.field('Host').fill('proxy.example');
  await win.field('Port').fill('1080');
  await win.field('User name').fill('me');
  await win.field('Password').fill('secret');
  await expect(win.field('Password')).toHaveAttribute('type', 'password');
  await win.button('Show').click();
  await expect(win.field('Password')).toHaveAttribute('type', 'text');
  await expect.poll(() => win.calls()).toEqual([]);
  await win.field('Host').press('Enter');
  await expect(win.page.getByText('Saved and in use.')).toBeVisible();
  await expect
    .poll(() => win.general.proxy)
    .toEqual({
      use: 'socks5',
      host: 'proxy.example',
      port: '1080',
      user: 'me',
      passwordSet: true,
    });
  await expect(win.field('Password')).toHaveValue('');
  await expect(win.field('Password')).toHaveAttribute('placeholder', 'A password is saved');
});

test('a stored password is taken away, but not before that is saved', async ({ win }) => {
  await win.openSection('App');
  await win.ask({
    command: 'setProxy',
    draft: {
      use: 'http',
      host: 'h',
      port: '1',
      user: 'me',
      newPassword: 'secret',
    },
  });
  await win.button('Remove password').click();
  await expect(win.field('Password')).toBeFocused();
  await expect(win.field('Password')).toHaveAccessibleDescription(/removed when you save/);
  await expect.poll(() => win.general.proxy.passwordSet).toBe(true);
  await win.button('Keep password').click();
  await win.button('Remove password').click();
  await win.button('Save').click();
  await expect.poll(() => win.general.proxy.passwordSet).toBe(false);
  await expect(win.button('Remove password')).toHaveCount(0);
});

test('what is wrong with a proxy is said at its field, one after the other', async ({ win }) => {
  await win.openSection('App');
  await win.field('Connect through').selectOption('HTTP proxy');
  await win.field('Password').fill('secret');
  for (const [field, words, typed] of [
    ['Host', /^Enter the proxy’s host/, 'h'],
    ['Port', /^Enter a port/, '3128'],
    ['User name', 'Enter the user name for this password.', 'me'],
  ] as const) {
    await win.button('Save').click();
    await expect(win.field(field)).toBeFocused();
    await expect(win.field(field)).toHaveAccessibleDescription(words);
    await expect(win.field(field)).toHaveAttribute('aria-invalid', 'true');
    await win.field(field).fill(typed);
    await expect(win.field(field)).not.toHaveAttribute('aria-invalid');
  }
  await expect.poll(() => win.general.proxy.use).toBe('system');
  await win.button('Save').click();
  await expect(win.page.getByText('Saved and in use.')).toBeVisible();
});

test('a keychain that takes no password is told of, and nothing typed is lost', async ({ win }) => {
  await win.openSection('App');
  win.refuse('setProxy', 'keychain_unavailable', 'Unlock the keychain.');
  await win.field('Connect through').selectOption('HTTP proxy');
  await win.field('Password').fill('secret');
  await win.button('Save').click();
  await expect(win.page.getByText('Unlock the keychain.')).toBeVisible();
  await expect(win.field('Password')).toHaveValue('secret');
});

test('who leaves with a proxy that is not saved is asked first', async ({ win }) => {
  const { keyboard } = win.page;
  await win.openSection('App');
  await win.field('Connect through').selectOption('HTTP proxy');
  await win.field('Host').fill('h');
  await keyboard.press('Escape');
  await expect(win.button('Keep editing')).toBeFocused();
  await keyboard.press('Escape');
  await expect(win.field('Host')).toBeFocused();
  await expect(win.field('Host')).toHaveValue('h');
  await win.tab('Alerts').click();
  await win.button('Back').click();
  await expect(win.tab('App')).toHaveAttribute('aria-selected', 'true');
  await win.button('Discard').click();
  await expect(win.button('Settings')).toBeFocused();
  await expect.poll(() => win.calls()).toEqual([]);
});
