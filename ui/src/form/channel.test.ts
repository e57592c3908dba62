import { expect, test } from 'vitest';
import type { ChannelDraft, ChannelView } from '../backend/bindings';
import { ChannelForm } from './channel.svelte';

const stored: ChannelView = {
  id: 'phone',
  kind: 'ntfy',
  name: 'ntfy (ntfy.sh/mine)',
  place: 'https://ntfy.sh/mine',
  url: 'https://ntfy.sh/mine',
  program: '',
  args: [],
  timeoutSecs: 30,
  secretSet: true,
  secretVariable: null,
  problem: null,
};

function form(of: ChannelView | null, refusal?: unknown) {
  const asked: ChannelDraft[] = [];
  const ask = (draft: ChannelDraft) => {
    asked.push(draft);
    return refusal === undefined
      ? Promise.resolve()
      : Promise.reject(Object.assign(new Error(), refusal));
  };
  const kind = of?.kind === 'ntfy' ? 'ntfy' : 'command';
  return { form: new ChannelForm(kind, of, { save: ask, test: ask }), asked };
}

test('a token that was not typed again stays, and one that is removed goes', async () => {
  const { form: phone, asked } = form(stored);
  expect(phone.changed).toBe(false);
  await phone.save();
  phone.fields.removeSecret = true;
  expect([phone.changed, phone.secretStored]).toEqual([true, false]);
  await phone.save();
  phone.fields.newSecret = ' tk_2 ';
  await phone.save();
  expect(asked.map(({ newSecret }) => newSecret)).toEqual([null, '', 'tk_2']);
});

test('arguments are one a line, as they are', async () => {
  const { form: script, asked } = form(null);
  script.fields.program = ' /bin/on-low ';
  script.fields.args = '--now\n a b \n';
  await script.test();
  expect(asked[0]).toMatchObject({ id: null, program: '/bin/on-low', args: ['--now', ' a b '] });
  expect(script.sent).toBe(true);
  script.edited('channel.program');
  expect(script.sent).toBe(false);
});

test('a refusal stands at its field, and any other below the form', async () => {
  const wrong = { code: 'invalid_field', message: 'no topic', field: 'channel.url' };
  const { form: phone } = form(stored, wrong);
  expect(await phone.save()).toBe(false);
  expect(phone.wrong).toEqual({ 'channel.url': 'no topic' });
  const { form: other } = form(stored, { code: 'not_delivered', message: 'HTTP 403', field: null });
  await other.test();
  expect([other.problem, other.sent]).toEqual(['HTTP 403', false]);
});

test('a refusal of a field that is not shown here is said below the form', async () => {
  const elsewhere = { code: 'invalid_field', message: 'too long', field: 'channel.elsewhere' };
  const { form: phone } = form(stored, elsewhere);
  await phone.save();
  expect([phone.wrong, phone.problem]).toEqual([{}, 'too long']);
});

test('what was typed while a test was under way was not tried', async () => {
  const { form: phone } = form(stored);
  const tested = phone.test();
  phone.fields.url = 'https://ntfy.sh/other';
  await tested;
  expect(phone.sent).toBe(false);
});

test('what changes elsewhere shows as long as nothing is typed', () => {
  const { form: phone } = form(stored);
  phone.follow({ ...stored, url: 'https://ntfy.sh/other' });
  expect(phone.fields.url).toBe('https://ntfy.sh/other');
  phone.fields.url = 'https://ntfy.sh/typed';
  phone.follow(stored);
  expect(phone.fields.url).toBe('https://ntfy.sh/typed');
});
