import { Channel, invoke } from '@tauri-apps/api/core';
import type { Backend } from './backend';
import type { Command } from './bindings';

/** The one door: what becomes of a command is decided in the app. */
const ask = <Answer = void>(command: Command) => invoke<Answer>('ask', { command });

export const tauriBackend: Backend = {
  watchState: (onState) => invoke('watch_state', { onState: new Channel(onState) }),
  watchTarget: (onTarget) => invoke('watch_target', { onTarget: new Channel(onTarget) }),
  watchClose: (onAsked) => invoke('watch_close', { onAsked: new Channel<boolean>(onAsked) }),
  setUnsaved: (unsaved) => invoke('set_unsaved', { unsaved }),
  closeWindow: (quits) => invoke('close_window', { quits }),
  quit: () => ask({ command: 'quit' }),
  saveAccount: (draft) => ask({ command: 'saveAccount', draft }),
  testAccount: (draft) => ask({ command: 'testAccount', draft }),
  removeAccount: (id) => ask({ command: 'removeAccount', id }),
  restoreAccount: () => ask({ command: 'restoreAccount' }),
  forgetHistory: (id) => ask({ command: 'forgetHistory', id }),
  removeKey: (id) => ask({ command: 'removeKey', id }),
  storeKey: (id) => ask({ command: 'storeKey', id }),
  orderAccounts: (ids) => ask({ command: 'orderAccounts', ids }),
  balanceChart: (id, span) => ask({ command: 'balanceChart', id, span }),
  refresh: (id) => ask({ command: 'refresh', id }),
  openPage: (provider, page) => ask({ command: 'openPage', provider, page }),
  dismissNotice: (id) => ask({ command: 'dismissNotice', id }),
  snooze: (id, duration) => ask({ command: 'snooze', id, duration }),
  pauseAlerts: (duration) => ask({ command: 'pauseAlerts', duration }),
  setQuietHours: (quietHours) => ask({ command: 'setQuietHours', quietHours }),
  sendTestNotification: () => ask({ command: 'sendTestNotification' }),
  setAppearance: (appearance) => ask({ command: 'setAppearance', appearance }),
  setTray: (tray) => ask({ command: 'setTray', tray }),
  setMoney: (draft) => ask({ command: 'setMoney', draft }),
  setDefaults: (draft) => ask({ command: 'setDefaults', draft }),
  setProxy: (draft) => ask({ command: 'setProxy', draft }),
  startAtLogin: (on) => ask({ command: 'startAtLogin', on }),
  openLogFolder: () => ask({ command: 'openLogFolder' }),
  exportSettings: (passphrase) => invoke('export_settings', { passphrase }),
  chooseImport: () => invoke('choose_import'),
  unlockImport: (passphrase) => ask({ command: 'unlockImport', passphrase }),
  finishImport: (choice) => ask({ command: 'finishImport', choice }),
  cancelImport: () => ask({ command: 'cancelImport' }),
};
