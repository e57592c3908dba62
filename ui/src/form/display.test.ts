import { expect, test } from 'vitest';
import { numberFormats, numberSample } from './display';

/** Blanks and apostrophes differ between the data that come with one engine and another. */
const plain = (sample: string) => sample.replace(/\s/g, ' ').replace(/[’']/g, '’');

test.each(numberFormats.filter(({ value }) => value !== 'en-IN'))(
  'in the format $value a number is $text',
  ({ value, text }) => {
    expect(plain(text)).toBe(plain(numberSample(value)));
  },
);
