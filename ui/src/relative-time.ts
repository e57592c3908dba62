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

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

export function exactTime(moment: string): string {
  return exact.format(new Date(moment));
}

const timeOfDay = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const timeOfWeek = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  hour: 'numeric',
  minute: '2-digit',
});

/** A moment within the coming week: the time of day, and the weekday where it is not today. */
export function comingTime(moment: string, now: number): string {
  const then = new Date(moment);
  const isToday = then.toDateString() === new Date(now).toDateString();
  return (isToday ? timeOfDay : timeOfWeek).format(then);
}
