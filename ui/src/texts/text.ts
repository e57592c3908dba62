import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import source from '$texts/en.ftl?raw';

export type TextKey = `window-${string}`;

const bundle = new FluentBundle('en', { useIsolating: false });
bundle.addResource(new FluentResource(source));

/** The sentence behind a key, with its variables filled in. */
export function t(key: TextKey, variables?: Record<string, FluentVariable>): string {
  const message = bundle.getMessage(key);
  return message?.value ? bundle.formatPattern(message.value, variables) : key;
}
