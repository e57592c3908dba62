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
