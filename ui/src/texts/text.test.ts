import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FluentResource } from '@fluent/bundle';
import { describe, expect, test } from 'vitest';
import source from '$texts/en.ftl?raw';
import { speak } from './language.svelte';
import { t } from './text';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(svelte|ts)$/.test(path) && !path.endsWith('.test.ts'))
  .map((path) => readFileSync(join('src', path), 'utf8'));

/** Keys that are put together from a word of the app, such as `window-status-low`. */
const composed: Record<string, string[]> = {
  'window-status-': ['ok', 'low', 'out', 'unlimited', 'unknown', 'off', 'checking'],
  'window-unit-': ['sec', 'min', 'hour'],
  'window-every-': ['sec', 'min', 'hour'],
  'window-span-': ['day', 'week', 'month', 'quarter'],
  'window-problem-': [
    'key-missing',
    'keychain-unavailable',
    'key-rejected',
    'key-not-permitted',
    'subscription-required',
    'rate-limited',
    'maintenance',
    'feature-disabled',
    'blocked',
    'offline',
    'timeout',
    'tls',
    'provider-error',
    'bad-response',
    'settings-invalid',
  ],
  'window-notify-none-': ['linux', 'macos', 'windows'],
  'window-amount-unit-': ['USD', 'credits'],
  'window-tab-': ['alerts', 'display', 'money', 'new-accounts', 'app'],
  'window-theme-': ['system', 'light', 'dark'],
  'window-tray-order-': ['listed', 'urgent'],
  'window-icon-text-': ['none', 'total', 'lowest'],
  'window-pause-': ['hour', 'tomorrow', 'week'],
  'window-import-': ['added', 'replaced', 'same'],
  'window-import-key-': ['file', 'kept', 'variable', 'missing'],
  'window-import-also-': ['proxy', 'channels', 'general'],
  'window-import-part-': ['quietHours', 'display', 'money', 'newAccounts', 'other'],
  'window-shortcut-': ['add', 'refresh', 'find', 'settings', 'close', 'quit'],
  'window-channel-': ['desktop', 'ntfy', 'webhook', 'command'],
  'window-channel-url-': ['ntfy', 'ntfy-hint', 'webhook', 'webhook-hint'],
  'window-channel-secret-': ['ntfy', 'ntfy-hint', 'webhook', 'webhook-hint'],
  'window-proxy-use-': ['system', 'none', 'http', 'https', 'socks5'],
};

/** The rest of the file is Rust's, which has a test of its own. */
const present = new FluentResource(source).body
  .map(({ id }) => id)
  .filter((id) => id.startsWith('window-'));
const used = new Set(
  sources.flatMap((text) => text.match(/(?<=(['"`]))window-[a-z-]*[a-z](?=\1)/g) ?? []),
);
for (const [prefix, words] of Object.entries(composed)) {
  for (const word of words) used.add(prefix + word);
}

test('every text that is used is there, and every text that is there is used', () => {
  expect([...used].sort()).toEqual([...present].sort());
});

test('no text is there twice, and every line of the file was understood', () => {
  expect(new Set(present).size).toBe(present.length);
  expect(present.length).toBe(source.match(/^window-/gm)?.length);
});

test('a key put together in code is one of those listed here', () => {
  const prefixes = sources.flatMap((text) => text.match(/window-[a-z-]*-(?=\$\{)/g) ?? []);
  expect([...new Set(prefixes)].sort()).toEqual(Object.keys(composed).sort());
});

describe('style', () => {
  test.each(source.split('\n').filter((line) => line.startsWith('window-')))('%s', (line) => {
    expect(line).not.toMatch(/!|please|\boops\b/i);
  });
});

test('variables are filled in and counted', () => {
  expect(t('window-edit-named', { label: 'kie.ai' })).toBe('Edit kie.ai');
  expect(t('window-hours-ago', { count: 1 })).toBe('1 hour ago');
  expect(t('window-hours-ago', { count: 2 })).toBe('2 hours ago');
});

test('a blank before Chinese goes where a variable is Chinese, and stays where it is not', () => {
  speak('zh-CN');
  expect(t('window-low-below', { amount: '30 积分' })).toBe('低于 30 积分时提醒');
  expect(t('window-low-below', { amount: '$10.00' })).toBe('低于 $10.00 时提醒');
  speak('en');
});
