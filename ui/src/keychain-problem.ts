import { isCommandError } from './backend/backend';

/** Why the keychain took no key. */
export interface KeychainProblem {
  message: string;
  /** There is none that could be unlocked. */
  absent: boolean;
}

/** What an error says of the keychain; null where it is about something else. */
export function keychainProblem(error: unknown): KeychainProblem | null {
  if (!isCommandError(error)) return null;
  const { code, message } = error;
  if (code === 'no_keychain') return { message, absent: true };
  return code === 'keychain_unavailable' ? { message, absent: false } : null;
}
