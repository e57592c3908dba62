import type { Language } from '../backend/bindings';

/** What the webview asks for, first choice first; a test may run without one. */
const wanted: readonly string[] = globalThis.navigator?.languages ?? ['en'];

let spoken = $state<Language>(languageOf(wanted[0] ?? 'en'));

/** The language of every text; whatever reads it follows it. */
export function language(): Language {
  return spoken;
}

/** From now on every text is in this language. */
export function speak(next: Language): void {
  spoken = next;
}

/** The language that there are texts in which is nearest to a BCP 47 locale. */
export function languageOf(locale: string): Language {
  return /^zh\b(?!.*-(hant|tw|hk|mo)\b)/i.test(locale) ? 'zh-CN' : 'en';
}

/** How dates are written: as in the person's own country, as far as that is in this language. */
export function dateLocale(language: Language, locales: readonly string[] = wanted): string {
  const base = languagePart(language);
  return locales.find((locale) => languagePart(locale) === base) ?? language;
}

/** Not every webview asks for a locale: some pass on `C`, which `Intl` refuses. */
function languagePart(locale: string): string | undefined {
  return locale.split('-')[0]?.toLowerCase();
}

/** `A, B and C`. */
export function listed(words: string[]): string {
  return new Intl.ListFormat(dateLocale(spoken), { type: 'conjunction' }).format(words);
}
