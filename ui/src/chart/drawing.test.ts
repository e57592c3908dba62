import { expect, test } from 'vitest';
import type { ChartView } from '../backend/bindings';
import { drawing } from './drawing';
import { extremes, happenings, nearest, steppedTo } from './reading';

const at = (hours: number) => new Date(Date.UTC(2026, 10, 20, hours)).toISOString();
const point = (hours: number, amount: string) => ({ at: at(hours), amount, text: `$${amount}` });
const chart: ChartView = {
  from: at(0),
  to: at(10),
  points: [point(0, '60'), point(5, '30'), point(6, '90'), point(10, '75')],
  earlier: [],
  topUps: [{ at: at(6), text: '$60 added' }],
  alerts: [{ at: at(5), text: 'Low' }],
  spend: [],
};
/** As high as the largest amount with its air, so that an amount is its own height. */
const frame = { left: 0, right: 100, top: 0, bottom: 94.5 };

test('the line is a stair: an amount holds until the next reading', () => {
  const { line, area } = drawing(chart, null, frame);
  expect(line).toBe('M0 34.5H50V64.5H60V4.5H100V19.5');
  expect(area).toBe('M0 34.5H50V64.5H60V4.5H100V19.5V94.5H0Z');
});

test('zero is on the axis, and below it where the balance is negative', () => {
  const amounts = (lowest: string) =>
    drawing({ ...chart, points: [...chart.points, point(10, lowest)] }, null, frame).amounts;
  expect(amounts('10').at(0)).toEqual({ amount: 0, y: 94.5 });
  expect(amounts('-20').find(({ amount }) => amount === 0)?.y).toBeLessThan(94.5);
});

test('a threshold is drawn in reach of the balance, and one far above it is not', () => {
  expect(drawing(chart, '50', frame).thresholdY).toBeCloseTo(44.5);
  expect(drawing(chart, '190', frame).thresholdY).toBeNull();
  expect(drawing(chart, '180', frame).thresholdY).toBeCloseTo(94.5 * (0.05 / 1.05));
  expect(drawing(chart, null, frame).thresholdY).toBeNull();
});

test('what happened is marked on the line at its time', () => {
  expect(drawing(chart, null, frame).marks).toEqual([
    { kind: 'topUp', x: 60, y: 4.5 },
    { kind: 'alert', x: 50, y: 64.5 },
  ]);
});

test('another wallet is a line of its own, and what happened to it is not said of this one', () => {
  const moved = { ...chart, from: at(-10), earlier: [[point(-10, '200'), point(-5, '10')]] };
  const alerts = [{ at: at(-5), text: 'Out' }, ...chart.alerts];
  const drawn = drawing({ ...moved, alerts }, null, { ...frame, bottom: 210 });
  expect(drawn.earlier).toEqual(['M0 10H25V200']);
  expect(drawn.line).toMatch(/^M50 150H75V180/);
  expect(drawn.marks.map(({ kind, x, y }) => [kind, x, y])).toContainEqual(['alert', 25, 200]);
  expect([...happenings({ ...moved, alerts }).values()].flat()).not.toContain('Out');
});

test('without readings there is nothing to draw', () => {
  const nothing = drawing({ ...chart, points: [], topUps: [], alerts: [] }, '50', frame);
  expect(nothing).toMatchObject({ line: '', area: '', xs: [], marks: [] });
});

test('what happened joins the reading it is nearest to', () => {
  const alerts = [...chart.alerts, { at: at(7), text: 'Out' }];
  expect([...happenings({ ...chart, alerts })]).toEqual([
    [2, ['$60 added', 'Out']],
    [1, ['Low']],
  ]);
  expect(happenings({ ...chart, points: [] }).size).toBe(0);
});

test('a summary has both ends and the lowest amount', () => {
  expect(extremes(chart)).toMatchObject({
    first: { text: '$60' },
    last: { text: '$75' },
    lowest: { text: '$30' },
  });
  expect(extremes({ ...chart, points: [] })).toBeNull();
});

test('the nearest of some places is found', () => {
  expect([-5, 4, 6, 14, 99].map((wanted) => nearest([0, 10, 20], wanted))).toEqual([0, 0, 1, 1, 2]);
  expect(nearest([], 3)).toBe(-1);
});

test('keys lead along the readings and stop at both ends', () => {
  expect(steppedTo('ArrowLeft', 5, 40)).toBe(4);
  expect(steppedTo('ArrowRight', 39, 40)).toBe(39);
  expect(steppedTo('PageDown', 2, 40)).toBe(0);
  expect(steppedTo('PageUp', 2, 40)).toBe(6);
  expect(steppedTo('Home', 5, 40)).toBe(0);
  expect(steppedTo('End', 5, 40)).toBe(39);
  expect(steppedTo('Tab', 5, 40)).toBeNull();
});
