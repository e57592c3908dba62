import type { GeneralView } from './backend/bindings';
import { speak } from './texts/language.svelte';

/** Gives the whole window the language and the theme that were chosen. */
export function applyAppearance({ language, appearance }: GeneralView): void {
  speak(language);
  document.documentElement.lang = language;
  document.documentElement.dataset['theme'] = appearance.theme;
}
