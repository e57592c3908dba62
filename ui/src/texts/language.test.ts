import { afterEach, expect, test } from 'vitest';
import { clockTime, exactTime } from '../relative-time';
import { dateLocale, languageOf, listed, speak } from './language.svelte';
import { t } from './text';

afterEach(() => speak('en'));

test.each([
  ['en-GB', 'en'],
  ['zh-CN', 'zh-CN'],
  ['zh', 'zh-CN'],
  ['zh-Hant-TW', 'en'],
  ['zh-HK', 'en'],
  ['de-DE', 'en'],
  ['zhx', 'en'],
])('before the app says which, %s is spoken to in %s', (locale, language) => {
  expect(languageOf(locale)).toBe(language);
});

test('every text is in the language that is spoken', () => {
  expect(t('window-settings')).toBe('Settings');
  speak('zh-CN');
  expect(t('window-settings')).toBe('设置');
});

test('a text that is in no language is its own key', () => {
  speak('zh-CN');
  expect(t('window-none-such')).toBe('window-none-such');
});

test.each([
  ['en', ['en-GB', 'en'], 'en-GB'],
  ['en', ['de-DE', 'en-AU'], 'en-AU'],
  ['en', ['de-DE'], 'en'],
  ['en', ['C'], 'en'],
  ['zh-CN', ['en-GB'], 'zh-CN'],
  ['zh-CN', ['zh-Hans-SG'], 'zh-Hans-SG'],
] as const)('dates in %s for someone from %j are written as in %s', (language, locales, locale) => {
  expect(dateLocale(language, locales)).toBe(locale);
});

test('dates and lists follow the language', () => {
  const moment = new Date(2026, 10, 21, 8, 5);
  const friday = new Date(2026, 10, 20, 12).getTime();
  expect(exactTime(moment.toISOString())).toContain('Nov');
  expect(listed(['a', 'b'])).toBe('a and b');
  speak('zh-CN');
  expect(exactTime(moment.toISOString())).not.toContain('Nov');
  expect(clockTime(moment.toISOString(), friday)).toContain('周六');
  expect(listed(['a', 'b'])).toBe('a和b');
});
