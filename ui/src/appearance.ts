import type { GeneralView } from './backend/bindings';
import { typeAmountsAs } from './form/amount';
import { speak } from './texts/language.svelte';

/** Gives the whole window the language and the theme that were chosen. */
export function applyAppearance({ language, numberLocale, appearance }: GeneralView): void {
  speak(language);
  typeAmountsAs(numberLocale);
  document.documentElement.lang = language;
  document.documentElement.dataset['theme'] = appearance.theme;
}
