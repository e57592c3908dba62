import { afterEach, expect, test } from 'vitest';
import { exactAmount, typeAmountsAs, typedAmount } from './amount';

afterEach(() => typeAmountsAs('en'));

test.each([
  ['en', '1,234', '1234'],
  ['en', '1,234.5', '1234.5'],
  ['en', ' 30 ', '30'],
  ['en-IN', '1,23,456', '123456'],
  ['de-DE', '1.234', '1234'],
  ['de-DE', '1.234,56', '1234.56'],
  ['de-DE', '2,5', '2.5'],
  ['de-DE', '-12,5', '-12.5'],
  ['de-CH', "1'234.5", '1234.5'],
  ['de-CH', '1’234.5', '1234.5'],
  ['fr-FR', '1 234,5', '1234.5'],
])('in %s, %s is %s', (locale, typed, exact) => {
  typeAmountsAs(locale);
  expect(exactAmount(typed)).toBe(exact);
});

test.each([
  ['en', '2,5'],
  ['en', '1.234,5'],
  ['de-DE', '35.95'],
  ['de-DE', '1,234.5'],
  ['en', 'ten'],
])('in %s, %s is no number of that format and left to the app', (locale, typed) => {
  typeAmountsAs(locale);
  expect(exactAmount(typed)).toBe(typed);
});

test('what is shown in a field is read from it again', () => {
  for (const locale of ['en', 'de-DE', 'de-CH', 'fr-FR', 'en-IN', 'zh-CN']) {
    typeAmountsAs(locale);
    for (const exact of ['0', '0.5', '1234', '1234.567', '1234567.25', '-3.5'])
      expect(exactAmount(typedAmount(exact))).toBe(exact);
  }
});

test('an amount that the app writes is read as what it is', () => {
  for (const locale of ['en', 'de-DE', 'de-CH', 'fr-FR', 'en-IN', 'zh-CN']) {
    typeAmountsAs(locale);
    const written = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
    for (const number of [0.5, 12, 1234, 1234.567, 98_765_432.1])
      expect(exactAmount(written.format(number))).toBe(String(number));
  }
});
