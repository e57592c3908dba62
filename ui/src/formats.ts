import type { ChartSpan, GeneralView, Unit } from './backend/bindings';
import { t } from './texts/text';

/** Times of the chosen language, and as its region writes them where that is known. */
function timeLocale({ language, numberLocale }: GeneralView): string {
  const sameLanguage = numberLocale.split('-')[0] === language.split('-')[0];
  return sameLanguage ? numberLocale : language;
}

/** `03:05` where a day has 24 hours, and `3:05 AM` where it has twice twelve. */
function timeOfDay(locale: string): Intl.DateTimeFormatOptions {
  const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  return { hour: hourCycle?.startsWith('h2') ? '2-digit' : 'numeric', minute: '2-digit' };
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
    this.#moment = format({ day: 'numeric', month: 'short', ...timeOfDay(locale) });
    this.#day = format({ weekday: 'short', day: 'numeric', month: 'short' });
    this.#tick = {
      day: format(timeOfDay(locale)),
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
