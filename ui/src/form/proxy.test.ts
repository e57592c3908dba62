import { expect, test, vi } from 'vitest';
import type { ProxyDraft, ProxyView } from '../backend/bindings';
import { rejection } from '../../tests/examples';
import { ProxyForm } from './proxy.svelte';

const none: ProxyView = { use: 'system', host: '', port: '', user: '', passwordSet: false };
const known: ProxyView = { use: 'http', host: 'h', port: '1', user: 'me', passwordSet: true };
const server = { use: 'http', host: 'h', port: '1', user: 'me' } as const;
const storing = () => vi.fn<(draft: ProxyDraft) => Promise<void>>(() => Promise.resolve());

test.each<[string, Partial<ProxyForm['fields']>, ProxyDraft]>([
  ['keeps the stored password', {}, { ...server, newPassword: null }],
  ['brings a new one', { newPassword: ' p ' }, { ...server, newPassword: ' p ' }],
  ['takes it away', { removePassword: true }, { ...server, newPassword: '' }],
  ['is typed with blanks', { host: ' h2 ' }, { ...server, host: 'h2', newPassword: null }],
  [
    'is no longer used, and its password goes',
    { use: 'none' },
    { use: 'none', host: '', port: '', user: '', newPassword: '' },
  ],
])('a proxy that %s', async (_, typed, draft) => {
  const store = storing();
  const form = new ProxyForm(known, store);
  Object.assign(form.fields, typed);
  await form.save();
  expect(store.mock.calls).toEqual([[draft]]);
  expect(form.saved).toBe(true);
  expect(form.changed).toBe(false);
});

test('without a password of its own nothing is said about one', async () => {
  const store = storing();
  const form = new ProxyForm(none, store);
  form.fields.use = 'none';
  await form.save();
  expect(store.mock.calls[0]?.[0].newPassword).toBeNull();
});

test('leaving would lose what was typed, unless it is what holds', () => {
  const form = new ProxyForm(none, storing());
  expect(form.changed).toBe(false);
  form.fields.use = 'socks5';
  expect(form.changed).toBe(true);
  form.fields.use = 'system';
  expect(form.changed).toBe(false);
});

test('a refused field is told of at that field, and nothing is lost', async () => {
  const refusal = rejection('invalid_field', 'No such port.', 'proxy.port');
  const form = new ProxyForm(known, () => Promise.reject(refusal));
  form.fields.port = 'x';
  await form.save();
  expect(form.wrong).toEqual({ 'proxy.port': 'No such port.' });
  expect(form.fields.port).toBe('x');
  form.edited('proxy.host');
  expect(form.wrong).toHaveProperty(['proxy.port']);
  form.edited('proxy.port');
  expect(form.wrong).toEqual({});
});

test('a refusal about no field is told below', async () => {
  const refusal = rejection('keychain_unavailable', 'No keychain.');
  const form = new ProxyForm(known, () => Promise.reject(refusal));
  await form.save();
  expect(form).toMatchObject({ wrong: {}, problem: 'No keychain.', saved: false });
});

test('news of the app is shown, but never in the place of what is being typed', () => {
  const form = new ProxyForm(none, storing());
  form.follow(known);
  expect(form.fields).toMatchObject(server);
  expect(form.passwordStored).toBe(true);
  form.fields.host = 'typed';
  form.follow({ ...known, host: 'news' });
  expect(form.fields.host).toBe('typed');
});
