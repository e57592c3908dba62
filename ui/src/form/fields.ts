import type {
  AccountDraft,
  AccountView,
  KeyOrigin,
  ProviderId,
  ProviderView,
} from '../backend/bindings';
import type { TextKey } from '../texts/text';
import { exactAmount, typedAmount } from './amount';
import { intervalSecs, typedInterval, type TypedInterval } from './interval';
import {
  newRules,
  rulesOf,
  typedRules,
  wrongRules,
  type TypedRules,
  type WrongField,
} from './rules';

/** An account as the form holds it: every input as it is typed. */
export interface AccountFields {
  id: string | null;
  provider: ProviderId;
  label: string;
  newKey: string;
  /** The new key is for the same wallet as the one before. */
  sameWallet: boolean;
  /** The variable whose key is copied, in the place of a typed one. */
  copyKeyFrom: string | null;
  keyFrom: KeyOrigin['from'];
  envName: string;
  lowBelow: string;
  rules: TypedRules;
  /** Through which channels the person is told; null means all of them. */
  channels: string[] | null;
  interval: TypedInterval;
  /** One of the provider's own addresses, or `other`. */
  baseUrlChoice: string;
  otherBaseUrl: string;
  enabled: boolean;
}

export const otherBaseUrl = 'other';
const usualIntervalSecs = 300;

/** A new account: everything a person should not have to think about is filled in. */
export function newFields(
  provider: ProviderView,
  labelsInUse: string[],
  refreshEverySecs = usualIntervalSecs,
): AccountFields {
  return {
    id: null,
    provider: provider.id,
    label: unusedLabel(provider.name, labelsInUse),
    newKey: '',
    sameWallet: false,
    copyKeyFrom: null,
    keyFrom: 'keychain',
    envName: '',
    lowBelow: typedAmount(provider.newLowBelow ?? ''),
    rules: newRules(provider),
    channels: null,
    interval: typedInterval(refreshEverySecs),
    baseUrlChoice: provider.baseUrls[0] ?? otherBaseUrl,
    otherBaseUrl: '',
    enabled: true,
  };
}

export function fieldsOf(account: AccountView, provider: ProviderView): AccountFields {
  const url = account.baseUrl ?? provider.baseUrls[0];
  const listed = url !== undefined && provider.baseUrls.includes(url);
  return {
    id: account.id,
    provider: account.provider,
    label: account.label,
    newKey: '',
    sameWallet: false,
    copyKeyFrom: null,
    keyFrom: account.key.from,
    envName: account.key.from === 'env' ? account.key.name : '',
    lowBelow: typedAmount(account.lowBelow ?? ''),
    rules: typedRules(account, provider),
    channels: account.channels,
    interval: typedInterval(account.refreshEverySecs),
    baseUrlChoice: listed ? url : otherBaseUrl,
    otherBaseUrl: listed ? '' : (url ?? ''),
    enabled: account.enabled,
  };
}

/** A new account like one that is there: only its key and its label are its own. */
export function copiedFields(
  account: AccountView,
  provider: ProviderView,
  labelsInUse: string[],
): AccountFields {
  const fields = fieldsOf(account, provider);
  return {
    ...fields,
    id: null,
    label: nextLabel(account.label, labelsInUse),
    // Keeping a key in a file is agreed to for one account at a time.
    keyFrom: fields.keyFrom === 'env' ? 'env' : 'keychain',
    envName: '',
  };
}

/** Another provider's suggestions take the place of this one's, but never of what was typed. */
export function withProvider(
  fields: AccountFields,
  from: ProviderView,
  to: ProviderView,
  labelsInUse: string[],
): AccountFields {
  const before = newFields(from, labelsInUse);
  const after = newFields(to, labelsInUse);
  return {
    ...fields,
    provider: to.id,
    // What was found is a key for one provider alone.
    copyKeyFrom: null,
    label: fields.label === before.label ? after.label : fields.label,
    lowBelow: fields.lowBelow === before.lowBelow ? after.lowBelow : fields.lowBelow,
    rules: withSuggestion(fields.rules, before.rules, after.rules),
    baseUrlChoice: after.baseUrlChoice,
  };
}

/** From top to bottom, so that all of it is mended at once: the app names one field at a time. */
function wrongFields(fields: AccountFields): WrongField[] {
  const wrong: WrongField[] = [];
  const check = (isWrong: boolean, field: string, text: TextKey) => {
    if (isWrong) wrong.push({ field, text });
  };
  const isEmpty = (text: string) => text.trim() === '';
  const { id, keyFrom, copyKeyFrom, interval, baseUrlChoice } = fields;
  const needsKey = id === null && keyFrom !== 'env' && copyKeyFrom === null;
  check(isEmpty(fields.label), 'label', 'field-label-empty');
  check(needsKey && isEmpty(fields.newKey), 'newKey', 'field-key-missing');
  wrong.push(...wrongRules(fields.rules, fields.lowBelow));
  const isNumber = /^[+-]?\d+(\.\d+)?$/.test(exactAmount(fields.lowBelow));
  check(!isEmpty(fields.lowBelow) && !isNumber, 'lowBelow', 'field-threshold-number');
  check(intervalSecs(interval) === null, 'refreshEverySecs', 'window-interval-wrong');
  check(keyFrom === 'env' && isEmpty(fields.envName), 'key', 'field-environment-name');
  const needsUrl = baseUrlChoice === otherBaseUrl;
  check(needsUrl && !URL.canParse(fields.otherBaseUrl), 'baseUrl', 'field-base-url');
  return wrong;
}

/** What is sent to be tested or saved. */
export function draftOf(
  fields: AccountFields,
  provider: ProviderView,
): { draft: AccountDraft } | { wrong: WrongField[] } {
  const wrong = wrongFields(fields);
  const refreshEverySecs = intervalSecs(fields.interval);
  if (wrong.length > 0 || refreshEverySecs === null) return { wrong };
  const draft = {
    id: fields.id,
    provider: fields.provider,
    label: fields.label.trim(),
    key: keyOrigin(fields),
    ...keySource(fields),
    sameWallet: fields.sameWallet,
    lowBelow: exactAmount(fields.lowBelow) || null,
    refreshEverySecs,
    baseUrl: baseUrl(fields, provider),
    enabled: fields.enabled,
    rules: rulesOf(fields.rules),
    channels: fields.channels,
  };
  return { draft };
}

export function sameFields(a: AccountFields, b: AccountFields): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Only these suggestions depend on the provider: the others count days and hours. */
function withSuggestion(rules: TypedRules, before: TypedRules, after: TypedRules): TypedRules {
  const { on, number } = rules.spentTodayAbove;
  const untouched = number === before.spentTodayAbove.number;
  return {
    ...rules,
    low: rules.low === before.low ? after.low : rules.low,
    spentTodayAbove: { on, number: untouched ? after.spentTodayAbove.number : number },
  };
}

/** Where the app gets the key that it is to keep: from nowhere, if it keeps none or has it. */
function keySource({ keyFrom, newKey, copyKeyFrom }: AccountFields) {
  if (keyFrom === 'env') return { newKey: null, copyKeyFrom: null };
  return { newKey: copyKeyFrom === null ? newKey.trim() || null : null, copyKeyFrom };
}

function keyOrigin({ keyFrom, envName }: AccountFields): KeyOrigin {
  return keyFrom === 'env' ? { from: 'env', name: envName.trim() } : { from: keyFrom };
}

function baseUrl({ baseUrlChoice, otherBaseUrl: typed }: AccountFields, provider: ProviderView) {
  if (baseUrlChoice === otherBaseUrl) return typed.trim();
  return baseUrlChoice === provider.baseUrls[0] ? null : baseUrlChoice;
}

/** `kie.ai` is followed by `kie.ai 2`, and that by `kie.ai 3`. */
function nextLabel(label: string, labelsInUse: string[]): string {
  const name = label.replace(/ \d{1,3}$/, '');
  return unusedLabel(name, [name, ...labelsInUse]);
}

function unusedLabel(name: string, labelsInUse: string[]): string {
  let label = name;
  for (let number = 2; labelsInUse.includes(label); number += 1) label = `${name} ${number}`;
  return label;
}
