import type { SnoozeFor, SnoozeView } from './backend/bindings';
import { clockTime } from './relative-time';
import { t } from './texts/text';

/** A snooze that is over is not shown while the app has yet to say so. */
export function currentSnooze(snoozed: SnoozeView | null, now: number): SnoozeView | null {
  return snoozed?.until && Date.parse(snoozed.until) <= now ? null : snoozed;
}

export function snoozeText(current: SnoozeView | null, now: number): string {
  if (!current) return t('window-snooze');
  if (current.until === null) return t('window-snoozed-top-up');
  return t('window-snoozed-until', { time: clockTime(current.until, now) });
}

/** Null ends the snooze. */
export function snoozeChoices(
  current: SnoozeView | null,
  needsCredit: boolean,
): { duration: SnoozeFor | null; text: string }[] {
  return [
    ...(current ? [{ duration: null, text: t('window-snooze-end') }] : []),
    { duration: 'hour', text: t('window-snooze-hour') },
    { duration: 'tomorrow', text: t('window-snooze-tomorrow') },
    ...(needsCredit ? [{ duration: 'topUp' as const, text: t('window-snooze-top-up') }] : []),
  ];
}
