import { expect, test } from 'vitest';
import { account, failure } from '../tests/examples';
import type { AccountView } from './backend/bindings';
import { areOffline, haveAllFailed, lasts, standing, standingWord } from './standing';

const forecast = {
  lasts: 'about 1 hour',
  range: '',
  spendPerDay: { amount: '1', unit: 'credits', text: '1 credits' },
} as const;
const one = (rest: Partial<AccountView>): AccountView => ({ ...account, ...rest });
const unread = { status: 'unknown', level: 'idle', readAt: null } as const;
const read = { readAt: '2026-11-20T12:00:00Z' } as const;

test('a first reading under way is not told as something unknown', () => {
  expect(standingWord(one({ ...unread, polling: true }))).toBe('Checking…');
  expect(standingWord(one(unread))).toBe('Not checked yet');
});

test('a rejected key is told whatever was read before, and heals by nothing else', () => {
  const rejected = one({ level: 'needs_key', error: failure('key_rejected'), forecast });
  expect(standing(rejected)).toBe('key');
  expect(standingWord(rejected)).toBe('Key rejected');
  expect(lasts(rejected)).toBeNull();
  expect(standing({ ...rejected, enabled: false })).toBe('off');
});

test('what was never read is told by what was in the way; what was, by its reading', () => {
  expect(standingWord(one({ ...unread, level: 'error', error: failure('timeout') }))).toBe(
    'No answer in time',
  );
  const failing = one({ status: 'ok', error: failure('timeout') });
  expect(standing(failing)).toBe('ok');
  expect(standingWord({ ...failing, level: 'error' })).toBe('No answer in time');
  expect(standing(one({ status: 'low', level: 'low', error: failure('timeout') }))).toBe('low');
  expect(standing(one({ level: 'error', error: failure('settings_invalid') }))).toBe('failed');
});

test('who is out is out, with a key that is rejected too', () => {
  expect(standing(one({ status: 'out', level: 'out', error: failure('key_rejected') }))).toBe(
    'out',
  );
});

test('who is out has no time left', () => {
  expect(lasts(one({ status: 'out', level: 'out', forecast }))).toBeNull();
  expect(lasts(one({ status: 'low', level: 'low', forecast }))).toBe('about 1 hour left');
});

test('being offline is about all that was tried', () => {
  const offline = one({ error: failure('offline') });
  expect(areOffline([])).toBe(false);
  expect(areOffline([offline, one(unread), one({ enabled: false })])).toBe(true);
  expect(areOffline([offline, one(read)])).toBe(false);
  expect(areOffline([offline, one({ error: failure('timeout') })])).toBe(false);
  expect(haveAllFailed([offline, one({ error: failure('timeout') })])).toBe(true);
});
