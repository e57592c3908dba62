import type { ChartSpan, GeneralView, Unit } from './backend/bindings';
import { timeOfDay } from './relative-time';
import { t } from './texts/text';

/** Times of the chosen language, and as its region writes them where that is known. */
function timeLocale({ language, numberLocale }: GeneralView): string {
  const sameLanguage = numberLocale.split('-')[0] === language.split('-')[0];
  return sameLanguage ? numberLocale : language;
}

const tickStyles: Record<Exclude<ChartSpan, 'day'>, Intl.DateTimeFormatOptions> = {
  week: { weekday: 'short' },
  month: { day: 'numeric', month: 'short' },
  quarter: { month: 'short' },
};

/** Times and numbers in the language and the number format that the person chose. */
export class Formats {
  #moment: Intl.DateTimeFormat;
  #day: Intl.DateTimeFormat;
  #tick: Record<ChartSpan, Intl.DateTimeFormat>;
  #numbers: string;

  constructor(general: GeneralView) {
    const locale = timeLocale(general);
    const format = (style: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, style);
    this.#moment = format({ day: 'numeric', month: 'short', ...timeOfDay });
    this.#day = format({ weekday: 'short', day: 'numeric', month: 'short' });
    this.#tick = {
      day: format(timeOfDay),
      week: format(tickStyles.week),
      month: format(tickStyles.month),
      quarter: format(tickStyles.quarter),
    };
    this.#numbers = general.numberLocale;
  }

  moment(at: string): string {
    return this.#moment.format(new Date(at));
  }

  /** A local day such as `2026-11-20`. */
  day(date: string): string {
    return this.#day.format(new Date(`${date}T00:00:00`));
  }

  time(at: number, span: ChartSpan): string {
    return this.#tick[span].format(new Date(at));
  }

  /** Short, for an axis: `$50`, `1.2K`. */
  tick(amount: number, unit: Unit): string {
    const isLong = Math.abs(amount) >= 10_000;
    const format = new Intl.NumberFormat(this.#numbers, {
      notation: isLong ? 'compact' : 'standard',
      maximumFractionDigits: isLong ? 1 : 10,
    });
    const sign = amount < 0 ? '−' : '';
    return `${sign}${unit === 'USD' ? '$' : ''}${format.format(Math.abs(amount))}`;
  }

  /** An exact amount that the person typed. */
  amount(exact: string, unit: Unit): string {
    // A string is written exactly as it is; the types only know numbers written as strings.
    const format = new Intl.NumberFormat(this.#numbers, { maximumFractionDigits: 20 });
    const number = format.format(exact as `${number}`);
    return unit === 'USD' ? `$${number}` : t('window-credits', { amount: number });
  }
}
