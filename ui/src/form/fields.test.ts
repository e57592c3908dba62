import { expect, test } from 'vitest';
import { account as example, defaultRules as rules, provider } from '../../tests/examples';
import type { AccountDraft, AccountView, ProviderView } from '../backend/bindings';
import {
  copiedFields,
  draftOf,
  fieldsOf,
  newFields,
  otherBaseUrl,
  sameFields,
  withProvider,
  type AccountFields,
} from './fields';

const openrouter: ProviderView = {
  ...provider,
  id: 'openrouter',
  name: 'OpenRouter',
  unit: 'USD',
  baseUrls: ['https://openrouter.ai'],
  suggestedLowBelow: '10',
  newLowBelow: '10',
};
const music: ProviderView = {
  ...provider,
  id: 'ai-music-api',
  name: 'AI Music API',
  baseUrls: ['https://api.aimusicapi.ai', 'https://api.sunoapi.com'],
};
const account: AccountView = {
  ...example,
  id: 'or-main',
  provider: 'openrouter',
  label: 'OpenRouter main',
};

function draft(fields: AccountFields, provider: ProviderView): AccountDraft {
  const understood = draftOf(fields, provider);
  if ('wrong' in understood) throw new Error(understood.wrong[0]?.text);
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
    sameWallet: false,
    copyKeyFrom: null,
    lowBelow: '10',
    refreshEverySecs: 300,
    baseUrl: null,
    enabled: true,
    rules,
    channels: null,
  });
});

test('a key that was found is copied in the place of a typed one', () => {
  const fields = { ...newFields(openrouter, []), newKey: 'typed', copyKeyFrom: 'OR_KEY' };
  expect(draft(fields, openrouter)).toMatchObject({
    key: { from: 'keychain' },
    newKey: null,
    copyKeyFrom: 'OR_KEY',
  });
  expect(draft({ ...fields, keyFrom: 'env', envName: 'OR_KEY' }, openrouter)).toMatchObject({
    newKey: null,
    copyKeyFrom: null,
  });
});

test('a key that was found for one provider is not copied for another', () => {
  const fields = { ...newFields(openrouter, []), copyKeyFrom: 'OR_KEY' };
  expect(withProvider(fields, openrouter, music, []).copyKeyFrom).toBeNull();
});

test('a new account begins with the interval that was chosen for new ones', () => {
  expect(newFields(openrouter, [], 900).interval).toEqual({ count: '15', unit: 'min' });
});

test('where new accounts have no threshold, one can be saved without', () => {
  const without = { ...music, newLowBelow: null };
  for (const fields of [
    newFields(without, []),
    withProvider(newFields(openrouter, []), openrouter, without, []),
  ])
    expect(draft({ ...fields, newKey: 'k' }, without)).toMatchObject({
      lowBelow: null,
      rules: { low: false },
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
    sameWallet: false,
    copyKeyFrom: null,
    lowBelow: '10',
    refreshEverySecs: 300,
    baseUrl: null,
    enabled: true,
    rules,
    channels: null,
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
  const fields = { ...newFields(music, []), newKey: 'k', baseUrlChoice: otherBaseUrl };
  expect(draft({ ...fields, otherBaseUrl: ' https://x.example ' }, music).baseUrl).toBe(
    'https://x.example',
  );
  expect(draftOf(fields, music)).toEqual({
    wrong: [{ field: 'baseUrl', text: 'field-base-url' }],
  });
});

test('an environment variable is named, and a key typed before is not sent with it', () => {
  const fields = fieldsOf({ ...account, key: { from: 'env', name: 'OR_KEY' } }, openrouter);
  expect(draft({ ...fields, newKey: 'k' }, openrouter)).toMatchObject({
    key: { from: 'env', name: 'OR_KEY' },
    newKey: null,
    copyKeyFrom: null,
  });
});

test('no threshold is null, and an amount is sent as it was typed', () => {
  const suggested = newFields(openrouter, []);
  const fields = { ...suggested, newKey: 'k', rules: { ...suggested.rules, low: false } };
  expect(draft({ ...fields, lowBelow: ' ' }, openrouter).lowBelow).toBeNull();
  expect(draft({ ...fields, lowBelow: '0.10' }, openrouter).lowBelow).toBe('0.10');
});

test('every field that cannot be sent is named, from top to bottom', () => {
  const named = (change: Partial<AccountFields>) => {
    const understood = draftOf({ ...newFields(openrouter, []), ...change }, openrouter);
    return 'wrong' in understood ? understood.wrong.map(({ field }) => field) : [];
  };
  const interval = { count: 'x', unit: 'min' as const };
  expect(named({ label: ' ', lowBelow: '', interval })).toEqual([
    'label',
    'newKey',
    'lowBelow',
    'refreshEverySecs',
  ]);
  expect(named({ keyFrom: 'env', interval })).toEqual(['refreshEverySecs', 'key']);
  expect(named({ copyKeyFrom: 'OR_KEY' })).toEqual([]);
  expect(named({ id: 'or-main' })).toEqual([]);
});

test('fields are the same until something is typed', () => {
  const fields = newFields(openrouter, []);
  expect(sameFields(fields, newFields(openrouter, []))).toBe(true);
  expect(sameFields(fields, { ...fields, label: 'x' })).toBe(false);
});

test('a copy has everything but the key and the label', () => {
  const copy = copiedFields({ ...account, lowBelow: '7' }, openrouter, ['OpenRouter main']);
  expect(copy).toEqual({
    ...fieldsOf({ ...account, lowBelow: '7' }, openrouter),
    id: null,
    label: 'OpenRouter main 2',
  });
});

test('a copy of a numbered account gets the next free number', () => {
  const labelled = (label: string, inUse: string[]) =>
    copiedFields({ ...account, label }, openrouter, inUse).label;
  expect(labelled('kie.ai 2', ['kie.ai', 'kie.ai 2'])).toBe('kie.ai 3');
  expect(labelled('Client 1', ['Client 1', 'Client 2'])).toBe('Client 3');
});

test('a copy takes over neither a variable nor the consent to a file', () => {
  const copy = (key: AccountView['key']) => copiedFields({ ...account, key }, openrouter, []);
  expect(copy({ from: 'env', name: 'OR_KEY' })).toMatchObject({ keyFrom: 'env', envName: '' });
  expect(copy({ from: 'file' }).keyFrom).toBe('keychain');
});
