import { expect, test, vi } from 'vitest';
import type { QuietHours } from '../backend/bindings';
import { QuietHoursForm, timeOfDay } from './quiet-hours.svelte';

const night: QuietHours = { from: '23:00', to: '07:00', outBreaksThrough: true };
const storing = () =>
  vi.fn<(chosen: QuietHours | null) => Promise<boolean>>(() => Promise.resolve(true));

test.each([
  ['22:00', '22:00'],
  [' 7:30 ', '07:30'],
  ['00:00', '00:00'],
  ['24:00', null],
  ['12:60', null],
  ['7', null],
  ['', null],
])('%j is the time %j', (typed, time) => {
  expect(timeOfDay(typed)).toBe(time);
});

test('quiet hours are stored as they are turned on, changed and turned off', async () => {
  const store = storing();
  const form = new QuietHoursForm(null, store);
  form.on = true;
  await form.save();
  form.typed.from = '21:30';
  await form.save();
  form.on = false;
  await form.save();
  expect(store.mock.calls).toEqual([
    [{ from: '22:00', to: '08:00', outBreaksThrough: false }],
    [{ from: '21:30', to: '08:00', outBreaksThrough: false }],
    [null],
  ]);
});

test('nothing is stored where nothing changed or a time is missing', async () => {
  const store = storing();
  const form = new QuietHoursForm(night, store);
  await form.save();
  form.typed.to = '';
  await form.save();
  expect(store).not.toHaveBeenCalled();
  expect(form.wrong).toEqual({ from: false, to: true });
  form.on = false;
  expect(form.wrong).toEqual({ from: false, to: false });
});

test('what was typed last is what stays, however slow the storing is', async () => {
  const stored: unknown[] = [];
  let finish = () => {};
  const form = new QuietHoursForm(night, (chosen) => {
    stored.push(chosen?.to);
    return new Promise((done) => (finish = () => done(true)));
  });
  form.typed.to = '06:00';
  const storedAll = form.save();
  for (const to of ['05:00', '04:00']) {
    form.typed.to = to;
    void form.save();
  }
  finish();
  await vi.waitFor(() => expect(stored).toEqual(['06:00', '04:00']));
  finish();
  await storedAll;
  expect(stored).toEqual(['06:00', '04:00']);
});

test('what is typed is changed until it is stored, unless it is off', async () => {
  const form = new QuietHoursForm(night, storing());
  expect(form.changed).toBe(false);
  form.typed.to = '6:30';
  expect(form.changed).toBe(true);
  void form.save();
  await form.settled();
  expect(form.changed).toBe(false);
  form.typed.to = 'late';
  await form.save();
  expect(form.changed).toBe(true);
  form.on = false;
  await form.save();
  expect(form.changed).toBe(false);
});

test('what could not be stored is not shown as if it were', async () => {
  const form = new QuietHoursForm(null, () => Promise.resolve(false));
  form.on = true;
  await form.save();
  expect(form.on).toBe(false);
});

test.each([
  ['13:00', '15:00', 'same-day'],
  ['22:00', '08:00', 'next-day'],
  ['08:00', '8:00', 'never'],
] as const)('from %s to %s is %s', (from, to, span) => {
  expect(new QuietHoursForm({ ...night, from, to }, storing()).span).toBe(span);
});
