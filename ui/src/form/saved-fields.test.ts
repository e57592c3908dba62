import { expect, test, vi } from 'vitest';
import { rejection } from '../../tests/examples';
import { SavedFields, Unsendable } from './saved-fields.svelte';

interface Fields {
  rate: string;
  other: string;
}
const stored: Fields = { rate: '200', other: '1' };

/** An app that takes numbers only, and remembers what it was sent. */
function fields() {
  const sent: Fields[] = [];
  const onProblem = vi.fn<(error: unknown) => void>();
  const store = (fields: Fields) => {
    sent.push(fields);
    for (const [field, value] of Object.entries(fields))
      if (!/^\d*$/.test(value as string))
        return Promise.reject(rejection('invalid_field', 'Enter a number.', field));
    return Promise.resolve();
  };
  return { form: new SavedFields(stored, store, onProblem), sent, onProblem };
}

test('a field is stored with what holds in the others', async () => {
  const { form, sent } = fields();
  form.typed.rate = '150';
  form.typed.other = 'half typ';
  await form.save('rate');
  expect(sent).toEqual([{ rate: '150', other: '1' }]);
  expect(form.typed.other).toBe('half typ');
});

test('nothing is stored where nothing changed', async () => {
  const { form, sent } = fields();
  await form.save('rate');
  form.typed.rate = '150';
  await form.save('rate');
  await form.save('rate');
  expect(sent).toHaveLength(1);
});

test('a refused field keeps what was typed and does not hold up the others', async () => {
  const { form, sent, onProblem } = fields();
  form.typed.rate = 'many';
  await form.save('rate');
  expect(form.wrong).toEqual({ rate: { message: 'Enter a number.' } });
  form.typed.other = '2';
  await form.save('other');
  expect(sent.at(-1)).toEqual({ rate: '200', other: '2' });
  expect(form.typed.rate).toBe('many');
  expect(form.wrong).toHaveProperty('rate');
  expect(onProblem).not.toHaveBeenCalled();
});

test.each(['150', '200'])('what was wrong with a field is over once it is %s', async (rate) => {
  const { form } = fields();
  form.typed.rate = 'many';
  await form.save('rate');
  form.typed.rate = rate;
  await form.save('rate');
  expect(form.wrong).toEqual({});
});

test('what cannot even be sent is said at its field', async () => {
  const form = new SavedFields(
    stored,
    () => Promise.reject(new Unsendable('rate', 'window-interval-wrong')),
    () => {},
  );
  form.typed.rate = 'x';
  await form.save('rate');
  expect(form.wrong).toEqual({ rate: { text: 'window-interval-wrong' } });
});

test.each([
  ['about no field', rejection('settings_not_saved', 'Full.')],
  ['about a field that is not shown', rejection('invalid_field', 'No.', 'elsewhere')],
])('a refusal %s is told, and what holds is shown again', async (_, refusal) => {
  const onProblem = vi.fn<(error: unknown) => void>();
  const form = new SavedFields(stored, () => Promise.reject(refusal), onProblem);
  form.typed.rate = '150';
  await form.save('rate');
  expect(onProblem.mock.calls).toEqual([[refusal]]);
  expect(form.typed).toEqual(stored);
});

test('what was typed last is what stays, however slow the storing is', async () => {
  const sent: string[] = [];
  const finish: (() => void)[] = [];
  const form = new SavedFields(
    stored,
    ({ rate }) => {
      sent.push(rate);
      return new Promise<void>((done) => finish.push(done));
    },
    () => {},
  );
  form.typed.rate = '1';
  const first = form.save('rate');
  await vi.waitFor(() => expect(sent).toEqual(['1']));
  form.typed.rate = '2';
  const second = form.save('rate');
  finish[0]?.();
  await first;
  await vi.waitFor(() => expect(sent).toEqual(['1', '2']));
  finish[1]?.();
  await second;
});

test('news of the app is shown, but never in the place of what is being typed', () => {
  const { form } = fields();
  form.typed.other = 'half typ';
  form.follow({ rate: '300', other: '5' });
  expect(form.typed).toEqual({ rate: '300', other: 'half typ' });
});

test('the app may write what it was sent in its own way', async () => {
  const { form } = fields();
  form.typed.rate = '0150';
  await form.save('rate');
  form.follow({ rate: '150', other: '1' });
  expect(form.typed.rate).toBe('150');
});

test('the app may tell how it wrote that before it answers', async () => {
  const form: SavedFields<Fields> = new SavedFields(
    stored,
    () => Promise.resolve(form.follow({ ...stored, rate: '150' })),
    () => {},
  );
  form.typed.rate = '0150';
  await form.save('rate');
  expect(form.typed.rate).toBe('150');
  expect(form.changed).toBe(false);
});

test('old news while something is being stored changes nothing', async () => {
  const { form } = fields();
  form.typed.rate = '150';
  const saved = form.save('rate');
  form.follow({ ...stored });
  expect(form.typed.rate).toBe('150');
  await saved;
  expect(form.typed.rate).toBe('150');
});
