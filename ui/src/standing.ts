import type { AccountView, ErrorCode, Status } from './backend/bindings';
import { t, type TextKey } from './texts/text';

/** Where an account stands: by its reading, or by what keeps it from being read. */
export type Standing = Status | 'off' | 'checking' | 'failed' | 'key';

/** The key itself is at fault, and time does not heal it. */
const keyIsWrong: ErrorCode[] = ['key_rejected', 'key_missing'];

export function standing({ enabled, status, error, readAt, polling }: AccountView): Standing {
  if (!enabled) return 'off';
  if (error && keyIsWrong.includes(error.code)) return 'key';
  if (error && (readAt === null || error.code === 'settings_invalid')) return 'failed';
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

export function haveAllFailed(accounts: readonly AccountView[]): boolean {
  const tried = accounts.filter(isTried);
  return tried.length > 0 && tried.every(({ error }) => error !== null);
}

function isTried({ enabled, readAt, error }: AccountView): boolean {
  return enabled && (readAt !== null || error !== null);
}
