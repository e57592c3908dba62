import { expect, test } from 'vitest';
import { amountAxis, dayBounds, scale, timeTicks } from './scale';

test.each([
  [0, 74.75, [0, 20, 40, 60]],
  [0, 100, [0, 50, 100]],
  [3, 35.95, [0, 10, 20, 30]],
  [0, 0.27, [0, 0.1, 0.2]],
  [-4, 9, [0, 5]],
  [-3, -1, [-3, -2, -1, 0]],
  [0, 0, [0, 1]],
  [0, 1_204_331, [0, 500_000, 1_000_000]],
])('from %d to %d the amounts on the axis are %j', (smallest, largest, ticks) => {
  expect(amountAxis(smallest, largest).ticks).toEqual(ticks);
});

test('whatever the amounts, the axis is around them with two to four ticks, one of them zero', () => {
  for (let power = -8; power < 15; power += 0.37) {
    for (const factor of [0, -0.4, -1, -7]) {
      const [smallest, largest] = [factor * 10 ** power, 1.3 * 10 ** power];
      const { low, high, ticks } = amountAxis(smallest, largest);
      expect(low).toBeLessThanOrEqual(smallest);
      expect(high).toBeGreaterThan(largest);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(4);
      expect(ticks).toContain(0);
    }
  }
});

const now = new Date(2026, 10, 20, 13, 5).getTime();
const daysAgo = (days: number) => now - days * 24 * 3_600_000;

test('a day is read by its hours, which do not crowd', () => {
  const hours = (most: number) =>
    timeTicks('day', daysAgo(1), now, most).map((at) => new Date(at).getHours());
  expect(hours(8)).toEqual([15, 18, 21, 0, 3, 6, 9, 12]);
  expect(hours(4)).toEqual([18, 0, 6, 12]);
});

test('a week and a month are read by midnights, the newest among them', () => {
  const days = timeTicks('week', daysAgo(7), now, 8).map((at) => new Date(at));
  expect(days.map((at) => at.getDate())).toEqual([14, 15, 16, 17, 18, 19, 20]);
  expect(days.every((at) => at.getHours() === 0)).toBe(true);
  const month = timeTicks('month', daysAgo(30), now, 5).map((at) => new Date(at).getDate());
  expect(month.at(-1)).toBe(20);
  expect(month.length).toBeLessThanOrEqual(5);
});

test('a quarter is read by its months', () => {
  const months = timeTicks('quarter', daysAgo(90), now, 6).map((at) => new Date(at).getMonth());
  expect(months).toEqual([8, 9, 10]);
});

test('a local day is cut off where the chart ends', () => {
  const midnight = new Date(2026, 10, 20).getTime();
  expect(dayBounds('2026-11-20', daysAgo(7), now)).toEqual([midnight, now]);
  const [begin, end] = dayBounds('2026-11-18', daysAgo(7), now);
  expect(new Date(begin).getDate()).toBe(18);
  expect(new Date(end).getDate()).toBe(19);
});

test('a scale leads from one end to the other, also when both ends are the same', () => {
  const x = scale(10, 20, 100, 300);
  expect([x(10), x(15), x(20)]).toEqual([100, 200, 300]);
  expect(scale(5, 5, 0, 10)(5)).toBe(0);
});
