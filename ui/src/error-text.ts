import { isCommandError } from './backend/backend';
import { t } from './texts/text';

/** What to tell the person about a call that was refused. */
export function errorText(error: unknown): string {
  return isCommandError(error) ? error.message : t('window-unexpected');
}
