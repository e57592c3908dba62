import { expect, test } from 'vitest';
import { general, providers } from '../../tests/examples';
import { countingCredits, currencies, currencyName, moneyDraft, moneyFields } from './money';

const state = { general, providers };

test('whoever counts dollars has no rate', () => {
  expect(countingCredits(state.providers).map(({ id }) => id)).not.toContain('openrouter');
  expect(moneyFields(state)).not.toHaveProperty(['creditsPerUsd.openrouter']);
});

test('money is shown and comes back unchanged, and an empty rate is no rate', () => {
  const fields = { ...moneyFields(state), 'creditsPerUsd.kie': ' ' };
  expect(moneyDraft(fields, state.providers)).toEqual({
    currency: 'USD',
    perUsd: null,
    creditsPerUsd: [
      { provider: 'sunoapi', creditsPerUsd: '200' },
      { provider: 'kie', creditsPerUsd: null },
    ],
  });
});

test.each([
  ['EUR', ' 0.92 ', '0.92'],
  ['EUR', ' ', null],
  ['USD', '0.92', null],
] as const)('in %s, %j for a dollar is sent as %j', (currency, perUsd, sent) => {
  const fields = { ...moneyFields(state), currency, perUsd };
  expect(moneyDraft(fields, state.providers).perUsd).toBe(sent);
});

test.each(['en', 'zh-CN'] as const)('every currency has a name of its own in %s', (language) => {
  const names = new Set(currencies.map((currency) => currencyName(currency, language)));
  expect(names.size).toBe(currencies.length);
  for (const currency of currencies) expect(names).not.toContain(currency);
});
