import type { AccountView, Status } from './backend/bindings';
import { t } from './texts/text';

/** Where an account stands; one that is turned off has no status to speak of. */
export function standing({ enabled, status }: AccountView): Status | 'off' {
  return enabled ? status : 'off';
}

export function statusWord(standing: Status | 'off'): string {
  return t(`window-status-${standing}`);
}
