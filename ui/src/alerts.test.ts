import { expect, test } from 'vitest';
import type { Rules } from './backend/bindings';
import { alertTexts } from './alerts';
import { Formats } from './formats';
import { general } from '../tests/examples';

const none: Rules = {
  low: false,
  out: false,
  daysLeftBelow: null,
  spentTodayAbove: null,
  keyRejected: false,
  noReadingForHours: null,
  toppedUp: false,
};
const words = (rules: Partial<Rules>, lowBelow: string | null = '10') =>
  alertTexts({ rules: { ...none, ...rules }, lowBelow }, 'USD', new Formats(general));

test('each alert that is on is said, and no other', () => {
  expect(words({})).toEqual([]);
  expect(words({ low: true, out: true, keyRejected: true, toppedUp: true })).toEqual([
    'Below the threshold',
    'Balance runs out',
    'Key rejected',
    'Topped up',
  ]);
  expect(words({ daysLeftBelow: 1, spentTodayAbove: '1234.5', noReadingForHours: 6 })).toEqual([
    'May run out within 1 day',
    'Today’s spend exceeds $1,234.5',
    'Unavailable for 6 hours',
  ]);
});

test('without a threshold there is no alert about it', () => {
  expect(words({ low: true }, null)).toEqual([]);
});
