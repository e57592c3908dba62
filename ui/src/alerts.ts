import type { AccountView, Unit } from './backend/bindings';
import type { Formats } from './formats';
import { t } from './texts/text';

/** The alerts of an account that are on, each in words. */
export function alertTexts(
  { rules, lowBelow }: Pick<AccountView, 'rules' | 'lowBelow'>,
  unit: Unit,
  formats: Pick<Formats, 'amount'>,
): string[] {
  const { daysLeftBelow, spentTodayAbove, noReadingForHours } = rules;
  const texts = [
    // Without a threshold nothing is ever below it.
    rules.low && lowBelow !== null && t('window-alert-low'),
    rules.out && t('window-alert-out'),
    daysLeftBelow !== null && t('window-alert-days-left', { count: daysLeftBelow }),
    spentTodayAbove !== null &&
      t('window-alert-spent-today', { amount: formats.amount(spentTodayAbove, unit) }),
    rules.keyRejected && t('window-alert-key-rejected'),
    noReadingForHours !== null && t('window-alert-no-reading', { count: noReadingForHours }),
    rules.toppedUp && t('window-alert-topped-up'),
  ];
  return texts.filter((text) => text !== false);
}
