import { Channel, invoke } from '@tauri-apps/api/core';
import type {
  ChartView,
  Command,
  CommandError,
  ImportFile,
  ImportPreview,
  TestOutcome,
  WindowState,
  WindowTarget,
} from './bindings';

/** What commands are answered with that say more than that they are done. */
interface Answers {
  balanceChart: ChartView;
  /** Its id. */
  saveAccount: string;
  testAccount: TestOutcome;
  unlockImport: ImportPreview;
}

type Answer<Name> = Name extends keyof Answers ? Answers[Name] : void;

/** What changes nothing may be answered in any order. */
const unordered = new Set<Command['command']>(['balanceChart', 'refresh', 'testAccount']);

/** The answers to come, by command. */
const answers = new Map<Command['command'], Promise<unknown>>();

/** Asks the app, which decides what becomes of it. Rejects with a `CommandError`, as all here. Of one
 *  command what was asked first is done first, so that the last choice is the one that holds. */
export function ask<C extends Command>(command: C): Promise<Answer<C['command']>> {
  const send = () => invoke<Answer<C['command']>>('ask', { command });
  const before = answers.get(command.command);
  const answer = before ? before.then(send, send) : send();
  if (!unordered.has(command.command)) answers.set(command.command, answer);
  return answer;
}

/** The first state arrives at once, a further one whenever something changes. */
export function watchState(onState: (state: WindowState) => void): Promise<void> {
  return invoke('watch_state', { onState: new Channel(onState) });
}

/** What the window was opened for, and what it is asked for while it is open. */
export function watchTarget(onTarget: (target: WindowTarget) => void): Promise<void> {
  return invoke('watch_target', { onTarget: new Channel(onTarget) });
}

/** The person wants to close the window while something in it is unsaved. */
export function watchClose(onAsked: (quits: boolean) => void): Promise<void> {
  return invoke('watch_close', { onAsked: new Channel(onAsked) });
}

/** Whether closing the window now would lose something; then it asks first. */
export function setUnsaved(unsaved: boolean): Promise<void> {
  return invoke('set_unsaved', { unsaved });
}

/** Closes the window, whatever is unsaved. */
export function closeWindow(quits: boolean): Promise<void> {
  return invoke('close_window', { quits });
}

/** Asks where to, and writes the settings there; with a passphrase the keys too, encrypted. Returns
 *  where, or null if the person thought better of it. */
export function exportSettings(passphrase: string | null): Promise<string | null> {
  return invoke('export_settings', { passphrase });
}

/** Asks for a file and reads it; nothing is changed yet. Null if the person thought better of it. */
export function chooseImport(): Promise<ImportFile | null> {
  return invoke('choose_import');
}

export function isCommandError(error: unknown): error is CommandError {
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
}
