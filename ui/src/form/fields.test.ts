import { expect, test } from 'vitest';
import type { AccountDraft, AccountView, ProviderView, Rules } from '../backend/bindings';
import {
  draftOf,
  fieldsOf,
  newFields,
  otherBaseUrl,
  sameFields,
  withProvider,
  type AccountFields,
} from './fields';

const rules: Rules = {
  low: true,
  out: true,
  daysLeftBelow: null,
  spentTodayAbove: null,
  keyRejected: true,
  noReadingForHours: null,
  toppedUp: false,
};

const openrouter: ProviderView = {
  id: 'openrouter',
  name: 'OpenRouter',
  unit: 'USD',
  baseUrls: ['https://openrouter.ai'],
  keyHint: '',
  suggestedLowBelow: '10',
};
const music: ProviderView = {
  id: 'ai-music-api',
  name: 'AI Music API',
  unit: 'credits',
  baseUrls: ['https://api.aimusicapi.ai', 'https://api.sunoapi.com'],
  keyHint: '',
  suggestedLowBelow: '100',
};
const account: AccountView = {
  id: 'or-main',
  provider: 'openrouter',
  label: 'OpenRouter main',
  enabled: true,
  baseUrl: null,
  key: { from: 'keychain' },
  keySet: true,
  lowBelow: '10',
  lowBelowText: '$10.00',
  refreshEverySecs: 300,
  rules,
  status: 'ok',
  available: null,
  parts: [],
  error: null,
  readAt: null,
  stale: false,
  polling: false,
  forecast: null,
  snoozed: null,
};

function draft(fields: AccountFields, provider: ProviderView): AccountDraft {
  const understood = draftOf(fields, provider);
  if ('wrong' in understood) throw new Error(understood.wrong.text);
  return understood.draft;
}

test('a new account is ready to be saved once a key is typed', () => {
  const fields = { ...newFields(openrouter, []), newKey: ' sk-or-1\n' };
  expect(draft(fields, openrouter)).toEqual({
    id: null,
    provider: 'openrouter',
    label: 'OpenRouter',
    key: { from: 'keychain' },
    newKey: 'sk-or-1',
    lowBelow: '10',
    refreshEverySecs: 300,
    baseUrl: null,
    enabled: true,
    rules,
  });
});

test('a label that is in use gets the next free number', () => {
  expect(newFields(openrouter, ['OpenRouter']).label).toBe('OpenRouter 2');
  expect(newFields(openrouter, ['OpenRouter', 'OpenRouter 2']).label).toBe('OpenRouter 3');
});

test('another provider brings its own suggestions', () => {
  const fields = withProvider(newFields(openrouter, []), openrouter, music, ['AI Music API']);
  expect(fields).toEqual(newFields(music, ['AI Music API']));
});

test('another provider suggests what is much to spend there, also while other rules are chosen', () => {
  const fields = newFields(openrouter, []);
  fields.rules.toppedUp = true;
  const after = withProvider(fields, openrouter, music, []).rules;
  expect(after).toMatchObject({ spentTodayAbove: { number: '100' }, toppedUp: true });
  fields.rules.spentTodayAbove = { on: true, number: '7' };
  expect(withProvider(fields, openrouter, music, []).rules.spentTodayAbove.number).toBe('7');
});

test('another provider leaves what was typed alone', () => {
  const typed = { ...newFields(openrouter, []), label: 'Mine', lowBelow: '', newKey: 'k' };
  const fields = withProvider(typed, openrouter, music, []);
  expect(fields).toMatchObject({ label: 'Mine', lowBelow: '', newKey: 'k' });
});

test('an account opened and saved untouched stays as it was, and its key is not sent', () => {
  expect(draft(fieldsOf(account, openrouter), openrouter)).toEqual({
    id: 'or-main',
    provider: 'openrouter',
    label: 'OpenRouter main',
    key: { from: 'keychain' },
    newKey: null,
    lowBelow: '10',
    refreshEverySecs: 300,
    baseUrl: null,
    enabled: true,
    rules,
  });
});

test.each([null, 'https://api.sunoapi.com', 'http://127.0.0.1:9000'])(
  'the base URL %s is shown and comes back unchanged',
  (baseUrl) => {
    const fields = fieldsOf({ ...account, provider: 'ai-music-api', baseUrl }, music);
    expect(draft(fields, music).baseUrl).toBe(baseUrl);
  },
);

test('an address of one’s own is sent as typed, and an empty one is not taken for the default', () => {
  const fields = { ...newFields(music, []), baseUrlChoice: otherBaseUrl };
  expect(draft({ ...fields, otherBaseUrl: ' https://x.example ' }, music).baseUrl).toBe(
    'https://x.example',
  );
  expect(draft(fields, music).baseUrl).toBe('');
});

test('an environment variable is named, and a key typed before is not sent with it', () => {
  const fields = fieldsOf({ ...account, key: { from: 'env', name: 'OR_KEY' } }, openrouter);
  expect(draft({ ...fields, newKey: 'k' }, openrouter)).toMatchObject({
    key: { from: 'env', name: 'OR_KEY' },
    newKey: null,
  });
});

test('no threshold is null, and an amount is sent as it was typed', () => {
  const suggested = newFields(openrouter, []);
  const fields = { ...suggested, rules: { ...suggested.rules, low: false } };
  expect(draft({ ...fields, lowBelow: ' ' }, openrouter).lowBelow).toBeNull();
  expect(draft({ ...fields, lowBelow: '0.10' }, openrouter).lowBelow).toBe('0.10');
});

test('without a number there is no interval and no draft', () => {
  const fields = { ...newFields(openrouter, []), interval: { count: 'x', unit: 'min' as const } };
  expect(draftOf(fields, openrouter)).toEqual({
    wrong: { field: 'refreshEverySecs', text: 'window-interval-wrong' },
  });
});

test('fields are the same until something is typed', () => {
  const fields = newFields(openrouter, []);
  expect(sameFields(fields, newFields(openrouter, []))).toBe(true);
  expect(sameFields(fields, { ...fields, label: 'x' })).toBe(false);
});
