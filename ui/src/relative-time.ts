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

const shapes = {
  exact: { dateStyle: 'medium', timeStyle: 'medium' },
  timeOfDay: { timeStyle: 'short' },
  timeOfWeek: { weekday: 'short', hour: 'numeric', minute: '2-digit' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Twelve hours or twenty-four is a habit, which a change of the language does not change. */
const { hour12 } = new Intl.DateTimeFormat(undefined, shapes.timeOfDay).resolvedOptions();

const formats = new Map<string, Intl.DateTimeFormat>();

function formatted(moment: Date, shape: keyof typeof shapes): string {
  const locale = dateLocale(language());
  const name = `${locale} ${shape}`;
  const known = formats.get(name);
  const options = { ...shapes[shape], ...(hour12 !== undefined && { hour12 }) };
  const format = known ?? new Intl.DateTimeFormat(locale, options);
  formats.set(name, format);
  return format.format(moment);
}

export function exactTime(moment: string): string {
  return formatted(new Date(moment), 'exact');
}

/** A moment within the coming week: the time of day, and the weekday where it is not today. */
export function comingTime(moment: string, now: number): string {
  const then = new Date(moment);
  const isToday = then.toDateString() === new Date(now).toDateString();
  return formatted(then, isToday ? 'timeOfDay' : 'timeOfWeek');
}
