import { ask } from './backend/backend';
import type { AccountView, RemovedView, SnoozeFor, WindowState } from './backend/bindings';
import { remembered } from './remembered.svelte';
import { t } from './texts/text';

/** The button of the list that opens an account. */
export function openId(id: string): string {
  return `open-${id}`;
}

/** What can be done with one account. `by` is the id of what gets the focus afterwards. */
export interface AccountActions {
  open: (account: AccountView, by: string) => void;
  edit: (account: AccountView, by: string) => void;
  replaceKey: (account: AccountView, by: string) => void;
  duplicate: (account: AccountView, by: string) => void;
  refresh: (account: AccountView) => void;
  topUp: (account: AccountView) => void;
  snooze: (account: AccountView, duration: SnoozeFor | null) => Promise<void>;
  turn: (account: AccountView, on: boolean) => Promise<void>;
  remove: (account: AccountView) => Promise<void>;
  removeKey: (account: AccountView) => Promise<void>;
}

interface Surroundings {
  state: () => WindowState | null;
  /** Whether the app did it; else it has been said why not. */
  attempt: (call: Promise<unknown>) => Promise<boolean>;
  say: (happened: string) => void;
  /** The first of these ids that is on screen gets the focus, as soon as one is. */
  focus: (ids: string[]) => void;
}

/** Those that open no other view. */
export function accountActions({ state, attempt, say, focus }: Surroundings) {
  async function happens(call: Promise<unknown>, happened: string): Promise<boolean> {
    say('');
    const done = await attempt(call);
    if (done) say(happened);
    return done;
  }

  return {
    refresh: ({ id }: AccountView) => void attempt(ask({ command: 'refresh', id })),

    topUp: ({ provider }: AccountView) =>
      void attempt(ask({ command: 'openPage', provider, page: 'topUp' })),

    snooze: async ({ id, label }: AccountView, duration: SnoozeFor | null) => {
      const happened = t(duration ? 'window-snoozed' : 'window-awake', { label });
      await happens(ask({ command: 'snooze', id, duration }), happened);
    },

    turn: async ({ id, label }: AccountView, on: boolean) => {
      const happened = t(on ? 'window-turned-on' : 'window-turned-off', { label });
      await happens(ask({ command: 'turnAccount', id, on }), happened);
    },

    remove: async ({ id, label }: AccountView) => {
      const ids = state()?.accounts.map((account) => account.id) ?? [];
      const place = ids.indexOf(id);
      const neighbours = [...ids.slice(place + 1), ...ids.slice(0, place).reverse()];
      if (
        !(await happens(ask({ command: 'removeAccount', id }), t('window-removed-kept', { label })))
      )
        return;
      focus(neighbours.map(openId));
    },

    restore: async ({ id, label }: RemovedView) => {
      if (!(await happens(ask({ command: 'restoreAccount' }), t('window-restored', { label }))))
        return;
      // A search may not be about it.
      remembered.query = '';
      focus([openId(id)]);
    },

    forgetHistory: ({ id, label }: RemovedView) =>
      happens(ask({ command: 'forgetHistory', id }), t('window-history-forgotten', { label })),

    removeKey: async ({ id, label }: AccountView) => {
      await happens(ask({ command: 'removeKey', id }), t('window-key-removed', { label }));
    },
  };
}
