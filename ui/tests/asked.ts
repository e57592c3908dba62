import type { Command } from '../src/backend/bindings';

type Told = { [Name in Command['command']]: (command: Command & { command: Name }) => unknown[] };

/** What a command is about, in the words of the tests. */
const told: Told = {
  balanceChart: ({ id, span }) => ['chart', id, span],
  cancelImport: () => ['cancel import'],
  dismissNotice: ({ id }) => ['dismiss', id],
  finishImport: ({ choice }) => ['import', choice.accounts?.join(' ') ?? 'all', choice.keys],
  forgetHistory: ({ id }) => ['forget', id],
  openLogFolder: () => ['logs'],
  openPage: ({ provider, page }) => ['open', provider, page],
  orderAccounts: ({ ids }) => ['order', ...ids],
  pauseAlerts: ({ duration }) => ['pause', duration],
  quit: () => ['quit'],
  refresh: ({ id }) => ['refresh', id ?? 'all'],
  removeAccount: ({ id }) => ['remove', id],
  removeChannel: ({ id }) => ['remove channel', id],
  removeKey: ({ id }) => ['remove key', id],
  restoreAccount: () => ['restore'],
  saveAccount: ({ draft }) => ['save', draft.label],
  saveChannel: ({ draft }) => ['save channel', draft.kind, draft.url || draft.program],
  setAppearance: ({ change }) => ['appearance', JSON.stringify(change)],
  setDefaults: ({ draft }) => ['defaults', draft.refreshEverySecs],
  setMoney: ({ draft }) => ['money', draft.currency],
  setProxy: ({ draft }) => ['proxy', draft.use, draft.host, draft.port, draft.user],
  setQuietHours: ({ quietHours }) => ['quiet', JSON.stringify(quietHours)],
  setTray: ({ change }) => ['tray', JSON.stringify(change)],
  snooze: ({ id, duration }) => ['snooze', id, duration],
  startAtLogin: ({ on }) => ['login', on],
  storeKey: ({ id }) => ['store key', id],
  testAccount: ({ draft }) => ['test', draft.label],
  testChannel: ({ draft }) =>
    draft.kind === 'desktop'
      ? ['notify']
      : ['test channel', draft.kind, draft.url || draft.program],
  turnAccount: ({ id, on }) => ['turn', id, on],
  unlockImport: () => ['unlock import'],
};

/** The name of what the page asks for, and what it is about. */
export function asked(
  name: string,
  args: Record<string, unknown>,
): { command: string; call: string } {
  switch (name) {
    case 'ask': {
      const command = args['command'] as Command;
      const words = (told[command.command] as (command: Command) => unknown[])(command);
      return { command: command.command, call: words.map(String).join(' ') };
    }
    case 'export_settings':
      return {
        command: 'exportSettings',
        call: `export ${(args['passphrase'] as string | null) ?? 'without keys'}`,
      };
    case 'choose_import':
      return { command: 'chooseImport', call: 'choose import' };
    case 'close_window':
      return { command: 'closeWindow', call: args['quits'] ? 'close and quit' : 'close' };
    default:
      throw new Error(`the page asks for ${name}`);
  }
}
