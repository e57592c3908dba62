import { beforeEach, expect, test, vi } from 'vitest';
import type { AccountDraft, WindowState } from './bindings';
import { general } from './fake-scenes';
import { tauriBackend } from './tauri';

const core = vi.hoisted(() => ({
  invoke: vi.fn(() => Promise.resolve()),
  Channel: class {
    constructor(readonly onmessage: (message: unknown) => void) {}
  },
}));
vi.mock('@tauri-apps/api/core', () => core);

const draft: AccountDraft = {
  id: null,
  provider: 'kie',
  label: 'kie.ai',
  key: { from: 'keychain' },
  newKey: 'k',
  copyKeyFrom: null,
  lowBelow: null,
  refreshEverySecs: 300,
  baseUrl: null,
  enabled: true,
  rules: null,
};

const quietHours = { from: '22:00', to: '08:00', outBreaksThrough: true };

beforeEach(() => core.invoke.mockClear());

test('every call is a command with its arguments by name', async () => {
  await tauriBackend.saveAccount(draft);
  await tauriBackend.testAccount(draft);
  await tauriBackend.removeAccount('a');
  await tauriBackend.restoreAccount();
  await tauriBackend.forgetHistory('a');
  await tauriBackend.removeKey('a');
  await tauriBackend.orderAccounts(['b', 'a']);
  await tauriBackend.balanceChart('a', 'week');
  await tauriBackend.refresh(null);
  await tauriBackend.openPage('kie', 'topUp');
  await tauriBackend.dismissNotice('n');
  await tauriBackend.snooze('a', 'topUp');
  await tauriBackend.snooze('a', null);
  await tauriBackend.pauseAlerts('week');
  await tauriBackend.pauseAlerts(null);
  await tauriBackend.setUnsaved(true);
  await tauriBackend.closeWindow(true);
  await tauriBackend.quit();
  await tauriBackend.storeKey('a');
  await tauriBackend.finishImport({ accounts: ['a'], keys: 'file' });
  await tauriBackend.setQuietHours(quietHours);
  await tauriBackend.sendTestNotification();
  expect(core.invoke.mock.calls).toEqual([
    ['ask', { command: { command: 'saveAccount', draft } }],
    ['ask', { command: { command: 'testAccount', draft } }],
    ['ask', { command: { command: 'removeAccount', id: 'a' } }],
    ['ask', { command: { command: 'restoreAccount' } }],
    ['ask', { command: { command: 'forgetHistory', id: 'a' } }],
    ['ask', { command: { command: 'removeKey', id: 'a' } }],
    ['ask', { command: { command: 'orderAccounts', ids: ['b', 'a'] } }],
    ['ask', { command: { command: 'balanceChart', id: 'a', span: 'week' } }],
    ['ask', { command: { command: 'refresh', id: null } }],
    ['ask', { command: { command: 'openPage', provider: 'kie', page: 'topUp' } }],
    ['ask', { command: { command: 'dismissNotice', id: 'n' } }],
    ['ask', { command: { command: 'snooze', id: 'a', duration: 'topUp' } }],
    ['ask', { command: { command: 'snooze', id: 'a', duration: null } }],
    ['ask', { command: { command: 'pauseAlerts', duration: 'week' } }],
    ['ask', { command: { command: 'pauseAlerts', duration: null } }],
    ['set_unsaved', { unsaved: true }],
    ['close_window', { quits: true }],
    ['ask', { command: { command: 'quit' } }],
    ['ask', { command: { command: 'storeKey', id: 'a' } }],
    ['ask', { command: { command: 'finishImport', choice: { accounts: ['a'], keys: 'file' } } }],
    ['ask', { command: { command: 'setQuietHours', quietHours } }],
    ['ask', { command: { command: 'sendTestNotification' } }],
  ]);
});

test('states arrive over a channel', async () => {
  const seen: WindowState[] = [];
  await tauriBackend.watchState((state) => seen.push(state));
  const [command, { onState }] = core.invoke.mock.calls[0] as unknown as [
    string,
    { onState: InstanceType<typeof core.Channel> },
  ];
  expect(command).toBe('watch_state');
  const state: WindowState = {
    providers: [],
    accounts: [],
    updatedAt: null,
    notices: [],
    pausedUntil: null,
    hasTray: true,
    general,
    total: null,
    removed: null,
    unusable: [],
  };
  onState.onmessage(state);
  expect(seen).toEqual([state]);
});
