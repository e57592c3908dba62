import { expect, test } from 'vitest';
import { general } from '../tests/examples';
import { Formats } from './formats';

const english = new Formats(general);
const chinese = new Formats({ ...general, language: 'zh-CN' });
const at = new Date(2026, 10, 20, 14, 5);
const early = new Date(2026, 10, 20, 3, 5);

test('a moment is written in the language, and as its region writes it', () => {
  expect(english.moment(at.toISOString())).toBe('20 Nov, 14:05');
  expect(english.moment(early.toISOString())).toBe('20 Nov, 03:05');
  expect(new Formats({ ...general, numberLocale: 'en-US' }).moment(at.toISOString())).toBe(
    'Nov 20, 14:05',
  );
  expect(chinese.moment(at.toISOString())).toBe('11月20日 14:05');
});

test('another number format does not change the language of a date', () => {
  const formats = new Formats({ ...general, numberLocale: 'de' });
  expect(formats.moment(at.toISOString())).toContain('Nov');
  expect(formats.amount('1234.5', 'USD')).toBe('$1.234,5');
});

test('a local day is that day in every time zone', () => {
  expect(english.day('2026-11-20')).toBe('Fri 20 Nov');
});

test('an axis is short', () => {
  expect(english.tick(0.25, 'USD')).toBe('$0.25');
  expect(english.tick(5000, 'credits')).toBe('5,000');
  expect(english.tick(1_500_000, 'USD')).toMatch(/^\$1\.5m$/i);
  expect(english.tick(-5, 'USD')).toBe('−$5');
});

test('an exact amount stays exact', () => {
  expect(english.amount('12345678901234567.123456789', 'credits')).toBe(
    '12,345,678,901,234,567.123456789 credits',
  );
});
