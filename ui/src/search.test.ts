import { expect, test } from 'vitest';
import { matches, needsSearch } from './search';

const texts = ['Client 7', 'kie.ai', 'Low'];

test.each(['client', 'KIE', 'low', '7 kie', ' client  low ', ''])('"%s" is found', (query) => {
  expect(matches(query, texts)).toBe(true);
});

test.each(['client 8', 'openrouter', 'low out'])('"%s" is not found', (query) => {
  expect(matches(query, texts)).toBe(false);
});

test('only more than ten accounts need a search', () => {
  expect(needsSearch(new Array(10).fill(0))).toBe(false);
  expect(needsSearch(new Array(11).fill(0))).toBe(true);
});
