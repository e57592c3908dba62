import { expect, test } from 'vitest';
import { clockTime, relativeTime } from './relative-time';

const now = Date.parse('2026-11-20T12:00:00Z');

test.each([
  ['2026-11-20T12:00:00Z', 'just now'],
  ['2026-11-20T11:59:01Z', 'just now'],
  ['2026-11-20T12:05:00Z', 'just now'],
  ['2026-11-20T11:59:00Z', '1 min ago'],
  ['2026-11-20T11:57:30Z', '2 min ago'],
  ['2026-11-20T11:00:01Z', '59 min ago'],
  ['2026-11-20T11:00:00Z', '1 hour ago'],
  ['2026-11-19T12:00:01Z', '23 hours ago'],
  ['2026-11-19T12:00:00Z', '1 day ago'],
  ['2026-11-17T11:00:00Z', '3 days ago'],
])('%s is %s', (moment, words) => {
  expect(relativeTime(moment, now)).toBe(words);
});

test('a moment of today is a time, one of the coming days has its weekday, others their date', () => {
  const at = (day: number, hours: number) => new Date(2026, 10, day, hours, 5).toISOString();
  const noon = new Date(2026, 10, 20, 12).getTime();
  expect(clockTime(at(20, 14), noon)).toBe('14:05');
  expect(clockTime(at(20, 0), noon)).toBe('00:05');
  expect(clockTime(at(21, 8), noon)).toMatch(/^Sat.* 08:05/);
  expect(clockTime(at(27, 12), noon)).toMatch(/27/);
  expect(clockTime(at(19, 12), noon)).toMatch(/19/);
});
