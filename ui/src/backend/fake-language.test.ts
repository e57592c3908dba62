import { expect, test } from 'vitest';
import { FakeBackend } from './fake';
import { spoken } from './fake-language';
import { scene } from './fake-scenes';

const english = scene('trouble');
const chinese = spoken(english, 'zh-CN');

test('what the app says is Chinese throughout, but for names and amounts in dollars', () => {
  const texts = [
    ...chinese.providers.map(({ keyHint }) => keyHint),
    ...chinese.notices.map(({ text }) => text),
    ...chinese.accounts.flatMap(({ parts, error, forecast }) => [
      ...parts.map(({ label }) => label),
      ...(error ? [error.message] : []),
      ...(forecast ? [forecast.lasts, forecast.range] : []),
    ]),
  ];
  expect(texts.filter((text) => !/[\u4e00-\u9fff]/.test(text))).toEqual([]);
  const credits = chinese.accounts.flatMap(({ available }) => available ?? []);
  expect(credits.filter(({ text }) => text.includes('credits'))).toEqual([]);
});

test('what is for programs stays as it is', () => {
  const programs = ({ id, status, enabled }: (typeof english.accounts)[number]) => [
    id,
    status,
    enabled,
  ];
  expect(chinese.accounts.map(programs)).toEqual(english.accounts.map(programs));
  expect(chinese.providers.map(({ unit }) => unit)).toEqual(
    english.providers.map(({ unit }) => unit),
  );
});

test('the language of what is told changes with the choice, and back', async () => {
  const backend = new FakeBackend(scene('two'));
  const told: (string | undefined)[] = [];
  await backend.watchState(({ accounts }) => told.push(accounts[0]?.forecast?.lasts));
  const appearance = { theme: 'system', numbers: 'system' } as const;
  await backend.setAppearance({ ...appearance, language: 'zh-CN' });
  await backend.setAppearance({ ...appearance, language: 'en' });
  expect(told).toEqual(['about 9 days', '约 9 天', 'about 9 days']);
});
