import { Channel, invoke } from '@tauri-apps/api/core';
import type { Backend } from './backend';

export const tauriBackend: Backend = {
  watchState: (onState) => invoke('watch_state', { onState: new Channel(onState) }),
  saveAccount: (draft) => invoke('save_account', { draft }),
  testAccount: (draft) => invoke('test_account', { draft }),
  removeAccount: (id, forgetHistory) => invoke('remove_account', { id, forgetHistory }),
  refresh: (id) => invoke('refresh', { id }),
  openPage: (provider, page) => invoke('open_page', { provider, page }),
  dismissNotice: (id) => invoke('dismiss_notice', { id }),
  snooze: (id, duration) => invoke('snooze', { id, duration }),
  pauseAlerts: (paused) => invoke('pause_alerts', { paused }),
  setQuietHours: (quietHours) => invoke('set_quiet_hours', { quietHours }),
  sendTestNotification: () => invoke('send_test_notification'),
};
