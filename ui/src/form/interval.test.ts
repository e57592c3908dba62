import { expect, test } from 'vitest';
import { intervalSecs, typedInterval } from './interval';

test.each([
  [300, '5', 'min'],
  [60, '1', 'min'],
  [90, '90', 'sec'],
  [1, '1', 'sec'],
  [3600, '1', 'hour'],
  [5400, '90', 'min'],
  [86400, '24', 'hour'],
] as const)('%i seconds is shown as %s %s, and comes back unchanged', (secs, count, unit) => {
  expect(typedInterval(secs)).toEqual({ count, unit });
  expect(intervalSecs({ count, unit })).toBe(secs);
});

test.each(['', ' ', 'five', '1.5', '-5', '1e3', '12345678'])('%j is no interval', (count) => {
  expect(intervalSecs({ count, unit: 'min' })).toBeNull();
});

test('spaces around the number do not matter', () => {
  expect(intervalSecs({ count: ' 5 ', unit: 'min' })).toBe(300);
});
