import { expect, test } from 'vitest';
import type { AccountDraft, WindowState } from './bindings';
import { FakeBackend } from './fake';
import { defaultRules, scene } from './fake-scenes';

const draft: AccountDraft = {
  id: null,
  provider: 'openrouter',
  label: 'OpenRouter',
  key: { from: 'keychain' },
  newKey: 'sk-or-1',
  copyKeyFrom: null,
  lowBelow: '10',
  refreshEverySecs: 300,
  baseUrl: null,
  enabled: true,
  rules: null,
};

async function watched(name: Parameters<typeof scene>[0]) {
  const backend = new FakeBackend(scene(name));
  const seen: WindowState[] = [];
  await backend.watchState((state) => seen.push(state));
  return { backend, latest: () => seen.at(-1) };
}

test('the first state arrives at once', async () => {
  const { latest } = await watched('two');
  expect(latest()?.accounts.map(({ id }) => id)).toEqual(['or-main', 'kie']);
});

test('an account is added with its key, changed without it, and removed', async () => {
  const { backend, latest } = await watched('empty');
  const id = await backend.saveAccount(draft);
  await backend.saveAccount({ ...draft, id, newKey: null, label: 'Renamed' });
  expect(latest()?.accounts).toMatchObject([{ id, label: 'Renamed' }]);
  expect(backend.keys[id]).toBe('sk-or-1');
  await backend.removeAccount(id);
  expect(latest()?.accounts).toEqual([]);
});

test.each([
  ['label', { label: '' }],
  ['newKey', { newKey: null }],
  ['key', { key: { from: 'env', name: 'A B' } }],
  ['lowBelow', { lowBelow: 'ten' }],
  ['baseUrl', { baseUrl: 'ftp://x' }],
  ['refreshEverySecs', { refreshEverySecs: 59 }],
  ['rules', { rules: { ...defaultRules, daysLeftBelow: 0 } }],
] as const)('a wrong %s names its field', async (field, wrong) => {
  const { backend } = await watched('empty');
  const rejected = { code: 'invalid_field', field };
  await expect(backend.saveAccount({ ...draft, ...wrong })).rejects.toMatchObject(rejected);
  await expect(backend.testAccount({ ...draft, ...wrong })).rejects.toMatchObject(rejected);
});

test('without a keychain a key goes into a file only when that is asked for', async () => {
  const { backend } = await watched('empty');
  backend.keychainAnswers = false;
  await expect(backend.saveAccount(draft)).rejects.toMatchObject({ code: 'keychain_unavailable' });
  expect(backend.keys).toEqual({});
  await backend.saveAccount({ ...draft, key: { from: 'file' } });
  expect(backend.accounts[0]?.key).toEqual({ from: 'file' });
});

test('a refresh is shown while it is under way', async () => {
  const { backend, latest } = await watched('two');
  const done = backend.refresh('kie');
  expect(latest()?.accounts.map(({ polling }) => polling)).toEqual([false, true]);
  await done;
  expect(latest()?.accounts.map(({ polling }) => polling)).toEqual([false, false]);
});

test('a snooze lasts an hour, until the next morning, or until topped up, and can be ended', async () => {
  const { backend, latest } = await watched('two');
  const snoozed = () => latest()?.accounts[0]?.snoozed;
  await backend.snooze('or-main', 'hour');
  expect(Date.parse(snoozed()?.until ?? '') - Date.now()).toBeGreaterThan(59 * 60_000);
  await backend.snooze('or-main', 'tomorrow');
  expect(new Date(snoozed()?.until ?? '').getHours()).toBe(8);
  await backend.snooze('or-main', 'topUp');
  expect(snoozed()).toEqual({ until: null });
  await backend.snooze('or-main', null);
  expect(snoozed()).toBeNull();
});

test('a desktop without notifications says so', async () => {
  const { backend } = await watched('two');
  await backend.sendTestNotification();
  backend.notificationsShown = false;
  await expect(backend.sendTestNotification()).rejects.toMatchObject({ code: 'not_notified' });
});
