import { FluentResource } from '@fluent/bundle';
import english from '$texts/en.ftl?raw';
import chinese from '$texts/zh-CN.ftl?raw';
import type { Language } from './bindings';

/** Where the app puts words; whatever stands elsewhere is for programs. */
const inWords = new Set(
  'label lasts lowBelowText keyHint message range text total worth'.split(' '),
);

/** What the fake says in words of its own. */
const ownWords: [RegExp, string][] = [
  [/^about (\d+) days?$/, '约 $1 天'],
  [/^Likely to last (\d+) to (\d+) days$/, '预计可用 $1 到 $2 天'],
  [/^([\d.,-]+) credits$/, '$1 积分'],
  [/^([\d.,-]+) credits added$/, '增加 $1 积分'],
  [/^(\S+) added$/, '增加 $1'],
  [/^The key was rejected\..*/, '密钥无效。检查它是否完整，是否已被撤销。'],
  [/^No key was found.*/, '此账户还没有密钥。重新填写。'],
  [/^No connection to (\S+)\. .*/, '无法连接 $1。检查这台电脑是否联网。'],
  [/^The settings could not be read, .*/, '无法读取设置，已改用上一份完好的副本。'],
  [/^OpenRouter prod$/, 'OpenRouter 生产环境'],
  [/^kie\.ai video$/, 'kie.ai 视频'],
  [/^Suno \(band\)$/, 'Suno（乐队）'],
  [/^AI Music jingles$/, 'AI Music 广告曲'],
  [/^Evolink thumbnails$/, 'Evolink 缩略图'],
  [/^OpenRouter main$/, 'OpenRouter 主账户'],
  [/^Suno for the podcast$/, '播客用 Suno'],
  [/^Client with a rather long name.*/, '名称很长、总要在什么地方换行的一位客户的账户'],
  [/^Client (\d+)$/, '客户 $1'],
  [/^Evolink, old key$/, 'Evolink（旧密钥）'],
  [/^kie\.ai for the studio$/, '工作室的 kie.ai'],
];

/** The app's own sentences, where they have no variables. */
const appWords = new Map<string, string>();
const inChinese = new Map(new FluentResource(chinese).body.map(({ id, value }) => [id, value]));
for (const { id, value } of new FluentResource(english).body) {
  const translated = inChinese.get(id);
  if (typeof value === 'string' && typeof translated === 'string') appWords.set(value, translated);
}

function translated(text: string): string {
  const known = appWords.get(text);
  if (known !== undefined) return known;
  const [pattern, words] = ownWords.find(([pattern]) => pattern.test(text)) ?? [];
  return pattern && words !== undefined ? text.replace(pattern, words) : text;
}

/** A copy of what the app is about to say, in a language. */
export function spoken<T>(said: T, language: Language): T {
  if (language === 'en') return structuredClone(said);
  const translate = (key: string, value: unknown) =>
    typeof value === 'string' && inWords.has(key) ? translated(value) : value;
  return JSON.parse(JSON.stringify(said, translate)) as T;
}
