import type { DefaultsDraft, ProviderId, ProviderView, WindowState } from '../backend/bindings';
import { exactAmount, typedAmount } from './amount';
import { intervalSecs, typedInterval, type TypedInterval } from './interval';
import { Unsendable } from './saved-fields.svelte';

type ThresholdField = `lowBelow.${ProviderId}`;
/** What new accounts begin with, as it is typed. */
export type DefaultsFields = { refreshEverySecs: TypedInterval } & Partial<
  Record<ThresholdField, string>
>;

export const thresholdField = (provider: ProviderId): ThresholdField => `lowBelow.${provider}`;

export function defaultsFields({
  general,
  providers,
}: Pick<WindowState, 'general' | 'providers'>): DefaultsFields {
  const thresholds = providers.map(
    ({ id, newLowBelow }) => [thresholdField(id), typedAmount(newLowBelow ?? '')] as const,
  );
  return {
    refreshEverySecs: typedInterval(general.refreshEverySecs),
    ...Object.fromEntries(thresholds),
  };
}

export function defaultsDraft(fields: DefaultsFields, providers: ProviderView[]): DefaultsDraft {
  const refreshEverySecs = intervalSecs(fields.refreshEverySecs);
  if (refreshEverySecs === null) throw new Unsendable('refreshEverySecs', 'window-interval-wrong');
  return {
    refreshEverySecs,
    lowBelow: providers.map(({ id: provider }) => ({
      provider,
      lowBelow: exactAmount(fields[thresholdField(provider)] ?? '') || null,
    })),
  };
}
