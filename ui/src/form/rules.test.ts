import { describe, expect, test } from 'vitest';
import type { Rules } from '../backend/bindings';
import { account, defaultRules, provider } from '../../tests/examples';
import { newRules, rulesOf, typedRules, wrongRules, type TypedRules } from './rules';

const known = (rules: Rules, lowBelow: string | null = '10') =>
  typedRules({ ...account, rules, lowBelow }, provider);

test('a new account has the rules on that the app has on by default', () => {
  expect(rulesOf(newRules(provider))).toEqual(defaultRules);
});

test.each<Rules>([
  defaultRules,
  {
    low: false,
    out: false,
    daysLeftBelow: 3,
    spentTodayAbove: '12.50',
    keyRejected: false,
    noReadingForHours: 24,
    toppedUp: true,
  },
])('rules are shown and come back unchanged', (rules) => {
  expect(rulesOf(known(rules))).toEqual(rules);
});

test('a rule that is off has a number to begin with', () => {
  expect(known(defaultRules).spentTodayAbove).toEqual({
    on: false,
    number: provider.suggestedLowBelow,
  });
});

test('without a threshold there is no alert below it', () => {
  expect(known(defaultRules, null).low).toBe(false);
});

describe('what is wrong with a rule is said at its number', () => {
  const typed = (change: Partial<TypedRules>) => ({ ...newRules(provider), ...change });
  const on = (number: string) => ({ on: true, number });

  test.each(['', ' ', '0', '-1', '1.5', 'two', '1e3', '123456'])('%j days', (number) => {
    const days = wrongRules(typed({ daysLeftBelow: on(number) }), '10');
    expect(days).toEqual([{ field: 'daysLeftBelow', text: 'window-rule-needs-count' }]);
    const hours = wrongRules(typed({ noReadingForHours: on(number) }), '10');
    expect(hours).toEqual([{ field: 'noReadingForHours', text: 'window-rule-needs-count' }]);
  });

  test.each(['', '-1', '5.', '2,50', '$5', '1e3'])('%j spent', (number) => {
    const spent = wrongRules(typed({ spentTodayAbove: on(number) }), '10');
    expect(spent).toEqual([{ field: 'spentTodayAbove', text: 'window-rule-needs-amount' }]);
  });

  test('a threshold is needed as long as its alert is on', () => {
    expect(wrongRules(typed({}), ' ')).toMatchObject([{ field: 'lowBelow' }]);
    expect(wrongRules(typed({ low: false }), ' ')).toEqual([]);
  });

  test('a number of a rule that is off does not matter', () => {
    expect(wrongRules(typed({ daysLeftBelow: { on: false, number: 'x' } }), '10')).toEqual([]);
  });

  test.each(['3', ' 14 ', '007'])('%j days are fine', (number) => {
    expect(wrongRules(typed({ daysLeftBelow: on(number) }), '10')).toEqual([]);
  });
});
