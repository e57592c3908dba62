import { dateLocale, language } from './texts/language.svelte';
import { t } from './texts/text';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago, in words. A moment ahead of the clock counts as now. */
export function relativeTime(moment: string, now: number): string {
  const age = now - Date.parse(moment);
  if (age < minute) return t('window-just-now');
  if (age < hour) return t('window-minutes-ago', { count: Math.floor(age / minute) });
  if (age < day) return t('window-hours-ago', { count: Math.floor(age / hour) });
  return t('window-days-ago', { count: Math.floor(age / day) });
}

/** As everywhere in the app: 24 hours, whatever the place. */
export const timeOfDay = {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} satisfies Intl.DateTimeFormatOptions;

const shapes = {
  exact: { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' },
  timeOfDay,
  timeOfWeek: { weekday: 'short', ...timeOfDay },
  timeOfYear: { day: 'numeric', month: 'short', ...timeOfDay },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatted(moment: Date, shape: keyof typeof shapes): string {
  const locale = dateLocale(language());
  const name = `${locale} ${shape}`;
  const format = formats.get(name) ?? new Intl.DateTimeFormat(locale, shapes[shape]);
  formats.set(name, format);
  return format.format(moment);
}

export function exactTime(moment: string): string {
  return formatted(new Date(moment), 'exact');
}

/** A moment in short: the time of day, with the weekday where it lies within the coming days, and
 *  else with the date where it is not today. */
export function clockTime(moment: string, now: number): string {
  const then = new Date(moment);
  if (then.toDateString() === new Date(now).toDateString()) return formatted(then, 'timeOfDay');
  const ahead = then.getTime() - now;
  return formatted(then, ahead > 0 && ahead < 6 * day ? 'timeOfWeek' : 'timeOfYear');
}
