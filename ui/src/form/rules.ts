import type { AccountView, ProviderView, Rules } from '../backend/bindings';
import type { TextKey } from '../texts/text';
import { exactAmount, typedAmount } from './amount';

/** A field that cannot be sent as it is typed. */
export interface WrongField {
  field: string;
  text: TextKey;
}

/** A rule with a number, as it is typed. The number stays while the rule is off. */
interface TypedRule {
  on: boolean;
  number: string;
}

/** The rules as the form holds them. The amount of `low` is the account's threshold. */
export interface TypedRules {
  low: boolean;
  out: boolean;
  daysLeftBelow: TypedRule;
  spentTodayAbove: TypedRule;
  keyRejected: boolean;
  noReadingForHours: TypedRule;
  toppedUp: boolean;
}

/** The rules that have a number of their own. */
export const numberedRules = ['daysLeftBelow', 'spentTodayAbove', 'noReadingForHours'] as const;
export type NumberedRule = (typeof numberedRules)[number];

const suggestedDays = '3';
const suggestedHours = '24';

/** The rules that need no thought: no money left, little left (where new accounts have a threshold),
 *  no way to find out. */
export function newRules(provider: ProviderView): TypedRules {
  return {
    low: provider.newLowBelow !== null,
    out: true,
    daysLeftBelow: { on: false, number: suggestedDays },
    // What is little to have left is much to spend in a day.
    spentTodayAbove: { on: false, number: typedAmount(provider.suggestedLowBelow) },
    keyRejected: true,
    noReadingForHours: { on: true, number: suggestedHours },
    toppedUp: false,
  };
}

export function typedRules({ rules, lowBelow }: AccountView, provider: ProviderView): TypedRules {
  const suggested = newRules(provider);
  const typed = (number: number | string | null, rule: NumberedRule): TypedRule =>
    number === null
      ? { ...suggested[rule], on: false }
      : { on: true, number: typedAmount(String(number)) };
  return {
    // Without a threshold nothing is ever below it.
    low: rules.low && lowBelow !== null,
    out: rules.out,
    daysLeftBelow: typed(rules.daysLeftBelow, 'daysLeftBelow'),
    spentTodayAbove: typed(rules.spentTodayAbove, 'spentTodayAbove'),
    keyRejected: rules.keyRejected,
    noReadingForHours: typed(rules.noReadingForHours, 'noReadingForHours'),
    toppedUp: rules.toppedUp,
  };
}

export function rulesOf(typed: TypedRules): Rules {
  const number = ({ on, number }: TypedRule) => (on ? exactAmount(number) : null);
  const count = (rule: TypedRule) => (rule.on ? Number(rule.number) : null);
  return {
    low: typed.low,
    out: typed.out,
    daysLeftBelow: count(typed.daysLeftBelow),
    spentTodayAbove: number(typed.spentTodayAbove),
    keyRejected: typed.keyRejected,
    noReadingForHours: count(typed.noReadingForHours),
    toppedUp: typed.toppedUp,
  };
}

/** The rules that are on without a number they can do with. */
export function wrongRules(typed: TypedRules, lowBelow: string): WrongField[] {
  // Numbers are checked here and not in Rust alone: what is no number cannot be sent as one.
  const isCount = (text: string) => /^0*[1-9]\d{0,4}$/.test(text.trim());
  const isAmount = (text: string) => /^\d{1,15}(\.\d{1,12})?$/.test(exactAmount(text));
  const wrong: WrongField[] = [];
  if (typed.low && lowBelow.trim() === '')
    wrong.push({ field: 'lowBelow', text: 'window-rule-needs-amount' });
  for (const field of numberedRules) {
    const { on, number } = typed[field];
    const isAboutMoney = field === 'spentTodayAbove';
    if (!on || (isAboutMoney ? isAmount(number) : isCount(number))) continue;
    const text = isAboutMoney ? 'window-rule-needs-amount' : 'window-rule-needs-count';
    wrong.push({ field, text });
  }
  return wrong;
}
