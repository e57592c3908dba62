import type { AccountView, ErrorCode, Status } from './backend/bindings';
import { t, type TextKey } from './texts/text';

/** Where an account stands: by its reading, or by what keeps it from being read. */
export type Standing = Status | 'off' | 'checking' | 'failed' | 'key';

export function standing({ enabled, status, level, readAt, polling }: AccountView): Standing {
  if (!enabled) return 'off';
  if (level === 'needs_key') return 'key';
  if (level === 'error') return 'failed';
  return readAt === null && polling ? 'checking' : status;
}

export function standingWord(account: AccountView): string {
  const { error } = account;
  const stands = standing(account);
  if (error && (stands === 'key' || stands === 'failed')) return problemWord(error.code);
  return t(`window-status-${stands}`);
}

export function problemWord(code: ErrorCode): string {
  return t(`window-problem-${code.replaceAll('_', '-')}` as TextKey);
}

/** How long a balance lasts is said only of one that is there and may be spent. */
export function lasts(account: AccountView): string | null {
  const isSpent = ['out', 'key', 'off'].includes(standing(account));
  return account.forecast && !isSpent ? t('window-lasts', { lasts: account.forecast.lasts }) : null;
}

/** Whether nothing that was tried could be reached: then it is said once for all. */
export function areOffline(accounts: readonly AccountView[]): boolean {
  const tried = accounts.filter(isTried);
  return tried.length > 0 && tried.every(({ error }) => error?.code === 'offline');
}

/** How many could not be read when they were last tried. */
export function howManyFailed(accounts: readonly AccountView[]): number {
  return accounts.filter(({ enabled, error }) => enabled && error !== null).length;
}

export function haveAllFailed(accounts: readonly AccountView[]): boolean {
  const tried = accounts.filter(isTried);
  return tried.length > 0 && tried.every(({ error }) => error !== null);
}

function isTried({ enabled, readAt, error }: AccountView): boolean {
  return enabled && (readAt !== null || error !== null);
}
