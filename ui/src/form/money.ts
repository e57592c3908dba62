import type {
  Currency,
  Language,
  MoneyDraft,
  ProviderId,
  ProviderView,
  WindowState,
} from '../backend/bindings';
import { exactAmount, typedAmount } from './amount';

export const currencies: readonly Currency[] = [
  'USD',
  'EUR',
  'GBP',
  'CNY',
  'JPY',
  'INR',
  'KRW',
  'BRL',
  'CAD',
  'AUD',
  'CHF',
];

/** `Euro`; the app has no words of its own for currencies. */
export function currencyName(currency: Currency, language: Language): string {
  return new Intl.DisplayNames(language, { type: 'currency' }).of(currency) ?? currency;
}

type RateField = `creditsPerUsd.${ProviderId}`;
/** The currency and the rates as they are typed. */
export type MoneyFields = { currency: Currency; perUsd: string } & Partial<
  Record<RateField, string>
>;

export const rateField = (provider: ProviderId): RateField => `creditsPerUsd.${provider}`;

/** Whoever counts dollars needs no rate. */
export function countingCredits(providers: ProviderView[]): ProviderView[] {
  return providers.filter(({ unit }) => unit === 'credits');
}

export function moneyFields({
  general,
  providers,
}: Pick<WindowState, 'general' | 'providers'>): MoneyFields {
  const { currency, perUsd } = general;
  const rates = countingCredits(providers).map(
    ({ id, creditsPerUsd }) => [rateField(id), typedAmount(creditsPerUsd ?? '')] as const,
  );
  return { currency, perUsd: typedAmount(perUsd ?? ''), ...Object.fromEntries(rates) };
}

export function moneyDraft(fields: MoneyFields, providers: ProviderView[]): MoneyDraft {
  const { currency, perUsd } = fields;
  return {
    currency,
    perUsd: currency === 'USD' ? null : exactAmount(perUsd) || null,
    creditsPerUsd: countingCredits(providers).map(({ id: provider }) => ({
      provider,
      creditsPerUsd: exactAmount(fields[rateField(provider)] ?? '') || null,
    })),
  };
}
