import type { IconText, Language, NumberFormat, Theme, TrayOrder } from '../backend/bindings';

export const themes: readonly Theme[] = ['system', 'light', 'dark'];
export const trayOrders: readonly TrayOrder[] = ['listed', 'urgent'];
export const iconTexts: readonly IconText[] = ['none', 'total', 'lowest'];
/** Each is called what it calls itself, so that it is found in any language. */
export const languages: readonly { value: Language; text: string; lang: string }[] = [
  { value: 'en', text: 'English', lang: 'en' },
  { value: 'zh-CN', text: '简体中文', lang: 'zh-CN' },
];

/** Each is shown by what it makes of a number. */
export const numberFormats: readonly { value: NumberFormat; text: string }[] = [
  { value: 'en', text: '1,234.56' },
  { value: 'de', text: '1.234,56' },
  { value: 'fr', text: '1\u202f234,56' },
  { value: 'de-CH', text: "1'234.56" },
  { value: 'en-IN', text: '1,23,456.78' },
];

/** The same for a locale that is known only by its name. */
export function numberSample(locale: string): string {
  return new Intl.NumberFormat(locale).format(1234.56);
}
