import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import chinese from '$texts/zh-CN.ftl?raw';
import english from '$texts/en.ftl?raw';
import type { Language } from '../backend/bindings';
import { language } from './language.svelte';

/** The window's own, and of the app's what is wrong with a field. */
export type TextKey = `window-${string}` | `field-${string}`;

function bundle(language: Language, source: string): FluentBundle {
  const bundle = new FluentBundle(language, { useIsolating: false });
  bundle.addResource(new FluentResource(source));
  return bundle;
}

const bundles: Record<Language, FluentBundle> = {
  en: bundle('en', english),
  'zh-CN': bundle('zh-CN', chinese),
};

/** The sentence behind a key, with its variables filled in; in English where it is missing. */
export function t(key: TextKey, variables?: Record<string, FluentVariable>): string {
  for (const bundle of [bundles[language()], bundles.en]) {
    const pattern = bundle.getMessage(key)?.value;
    if (pattern) return closed(bundle.formatPattern(pattern, variables));
  }
  return key;
}

/** A blank sets off what is not Chinese; where a variable turns out to be Chinese it goes. */
function closed(text: string): string {
  return text.replace(/([\u4e00-\u9fff]) (?=[\u4e00-\u9fff])/g, '$1');
}
