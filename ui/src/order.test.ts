import { expect, test } from 'vitest';
import { gapAt, inOrder, moved, placeInGap, sameOrder } from './order';

test('an item is taken to another place, the others keep their order', () => {
  expect(moved(['a', 'b', 'c', 'd'], 'a', 2)).toEqual(['b', 'c', 'a', 'd']);
  expect(moved(['a', 'b', 'c', 'd'], 'd', 0)).toEqual(['d', 'a', 'b', 'c']);
  expect(moved(['a', 'b'], 'b', 1)).toEqual(['a', 'b']);
});

test('an order that is about other items is not followed', () => {
  const items = [{ id: 'a' }, { id: 'b' }];
  expect(inOrder(items, ['b', 'a']).map(({ id }) => id)).toEqual(['b', 'a']);
  expect(inOrder(items, ['b', 'c'])).toBe(items);
  expect(inOrder(items, ['b'])).toBe(items);
  expect(inOrder(items, null)).toBe(items);
});

test('orders are the same when every item stands at its place', () => {
  expect(sameOrder(['a', 'b'], ['a', 'b'])).toBe(true);
  expect(sameOrder(['a', 'b'], ['b', 'a'])).toBe(false);
  expect(sameOrder(['a', 'b'], ['a', 'b', 'c'])).toBe(false);
});

test('a pointer is nearest to the gap on its side of the middle of a row', () => {
  const middles = [20, 60, 100];
  expect(gapAt(0, middles)).toBe(0);
  expect(gapAt(59, middles)).toBe(1);
  expect(gapAt(61, middles)).toBe(2);
  expect(gapAt(500, middles)).toBe(3);
});

test('the gaps on both sides of an item leave it where it is', () => {
  expect(placeInGap(1, 1)).toBe(1);
  expect(placeInGap(1, 2)).toBe(1);
  expect(placeInGap(1, 3)).toBe(2);
  expect(placeInGap(1, 0)).toBe(0);
});
