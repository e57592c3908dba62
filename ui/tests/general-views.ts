import { expect, type SettingsWindow } from './window';

async function chooseLocked(win: SettingsWindow): Promise<void> {
  await win.exports.make();
  win.importPath = win.exports.locked;
}

/** What can be seen of the settings that belong to no account. */
export const generalViews: Record<string, (win: SettingsWindow) => Promise<void>> = {
  general: (win) => win.openGeneral(),
  'general, all in use': async (win) => {
    await win.openGeneral();
    await win.pauseAlerts();
    await win.toggle('Quiet hours').check();
    await win.button('Send a test notification').click();
    await win.page.getByText('Make sure').waitFor();
  },
  'general, refused': async (win) => {
    await win.openGeneral();
    win.desktop({ showsNotifications: false });
    await win.toggle('Quiet hours').check();
    await win.field('From').fill('');
    await win.button('Send a test notification').click();
    await win.page.getByText('no notification service is running').waitFor();
  },
  'a topic': async (win) => {
    await win.openGeneral();
    await win.button('Add: ntfy').click();
    await win.field('Topic address').fill('https://ntfy.sh');
    await win.button('Save').click();
    await win.page.getByText('Add the topic at the end').waitFor();
  },
  'a program': async (win) => {
    await win.openGeneral();
    await win.button('Add: Program').click();
    await win.field('Give up after (seconds)').waitFor();
  },
  display: (win) => win.openSection('Display'),
  money: async (win) => {
    await win.openSection('Money');
    await win.field('Display currency').selectOption('EUR');
    await win.textbox('Credits per $1 Evolink').fill('');
    await win.textbox('Credits per $1 kie.ai').fill('many');
    await win.textbox('Credits per $1 kie.ai').blur();
    await win.page.getByText('Enter how many credits one dollar buys').waitFor();
  },
  'new accounts': async (win) => {
    await win.openSection('New accounts');
    await win.textbox('Warn below kie.ai credits').fill('');
    await win.field('Check every').fill('often');
    await win.field('Check every').blur();
    await win.page.getByText('Enter a whole number, such as 5.').waitFor();
  },
  app: (win) => win.openSection('App'),
  'proxy, refused': async (win) => {
    await win.openSection('App');
    await win.field('Connect through').selectOption('SOCKS5 proxy');
    await win.field('Password').fill('secret');
    await win.button('Save').click();
    await expect(win.field('Host')).toBeFocused();
  },
  'export, refused': async (win) => {
    await win.openSection('App');
    await win.field('Include the keys, encrypted with a passphrase').check();
    await win.field('Passphrase').fill('short');
    await win.button('Export…').click();
    await expect(win.field('Passphrase')).toBeFocused();
  },
  'import, locked': async (win) => {
    await win.openSection('App');
    await chooseLocked(win);
    await win.button('Import…').click();
    await win.button('Unlock').click();
    await win.page.getByText('Enter the passphrase.').waitFor();
  },
  'import, to be looked at': async (win) => {
    await win.openSection('App');
    await win.exports.make();
    win.importPath = win.exports.plain;
    await win.button('Import…').click();
    await expect(win.page.getByText('Also use its other settings instead of yours')).toBeVisible();
  },
  'import, no keychain': async (win) => {
    await win.openSection('App');
    await chooseLocked(win);
    win.desktop({ keychain: 'locked' });
    await win.button('Import…').click();
    await win.field('Passphrase for locked.age').fill('correct horse');
    await win.button('Unlock').click();
    await win.button('Import').click();
    await win.button('Try again').waitFor();
  },
  'app, key in a variable': async (win) => {
    await win.openSection('App');
    await win.readFrom('kie', 'MY_KEY');
    await win.toggle('Start at login').check();
    await win.button('Copy the key to the keychain').waitFor();
  },
  'exported and imported': async (win) => {
    await win.openSection('App');
    await win.exports.make();
    win.importPath = win.exports.plain;
    await win.button('Export…').click();
    await win.page.getByText('Saved to').waitFor();
    await win.button('Import…').click();
    await win.button('Import').click();
    await win.page.getByText('still need their keys').waitFor();
  },
};
