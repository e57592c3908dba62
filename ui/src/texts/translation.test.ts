import { FluentResource } from '@fluent/bundle';
import { describe, expect, test } from 'vitest';
import chinese from '$texts/zh-CN.ftl?raw';
import english from '$texts/en.ftl?raw';

/** Of every entry and every attribute of one: its pattern, by name. */
function patterns(source: string): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const { id, value, attributes } of new FluentResource(source).body) {
    if (value !== null) found.set(id, value);
    for (const [name, pattern] of Object.entries(attributes)) found.set(`${id}.${name}`, pattern);
  }
  return found;
}

/** The variables of a pattern, however deep among its variants. */
function variables(pattern: unknown): string[] {
  if (typeof pattern !== 'object' || pattern === null) return [];
  const inside = Object.values(pattern).flatMap(variables);
  return 'type' in pattern && pattern.type === 'var' && 'name' in pattern
    ? [...inside, String(pattern.name)]
    : inside;
}

const en = patterns(english);
const zh = patterns(chinese);

/** Nothing but names, signs and variables, which are the same in any language. */
const meant = [
  'alert-several-of-one-title',
  'tray-joined',
  'tray-row',
  'tray-worth',
  'window-channel-ntfy',
  'window-channel-webhook',
  'window-version',
  'worth-about',
];
/** Signs of currencies, most of which are the same too. */
const isMoney = (key: string) => key.startsWith('money-');

test('the same texts are there in both languages', () => {
  expect([...zh.keys()].sort()).toEqual([...en.keys()].sort());
});

test('no Chinese text is there twice, and every line of the file was understood', () => {
  const entries = chinese.match(/^[a-z][\w-]*(?= =)/gm) ?? [];
  const understood = new FluentResource(chinese).body.map(({ id }) => id);
  expect(entries).toEqual(understood);
  expect(new Set(entries).size).toBe(entries.length);
});

describe('in Chinese as in English', () => {
  test.each([...zh.keys()])('%s has its variables, and words of its own', (key) => {
    const sorted = (pattern: unknown) => [...new Set(variables(pattern))].sort();
    expect(sorted(zh.get(key))).toEqual(sorted(en.get(key)));
    const isSame = JSON.stringify(zh.get(key)) === JSON.stringify(en.get(key));
    if (!isMoney(key)) expect(isSame).toBe(meant.includes(key));
  });
});

test('Chinese has a space between its own words and Latin ones, and full-width punctuation', () => {
  const words = chinese
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.replace(/^\s*\.?[\w-]+ = /, ''));
  const tight = words.filter((line) => /[一-鿿][A-Za-z0-9]|[A-Za-z0-9][一-鿿]/.test(line));
  expect(tight).toEqual([]);
  expect(words.filter((line) => /[一-鿿][,;:!?]/.test(line))).toEqual([]);
});
