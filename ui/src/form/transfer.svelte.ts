import { ask, exportSettings, chooseImport, isCommandError } from '../backend/backend';
import type { ImportedAccount, ImportKeys, ImportPreview } from '../backend/bindings';
import { errorText } from '../error-text';
import { keychainProblem, type KeychainProblem } from '../keychain-problem';
import type { TextKey } from '../texts/text';
import type { WrongWith } from './saved-fields.svelte';

const shortestPassphrase = 8;

/** Settings on their way into a file. */
export class ExportForm {
  withKeys = $state(false);
  passphrase = $state('');
  wrong = $state.raw<{ text: TextKey } | { message: string } | null>(null);
  working = $state.raw(false);
  outcome = $state.raw<{ path: string; withKeys: boolean } | { problem: string } | null>(null);

  edited(): void {
    this.wrong = null;
    this.outcome = null;
  }

  async run(): Promise<void> {
    if (this.working) return;
    this.edited();
    const { withKeys, passphrase } = this;
    if (withKeys && [...passphrase].length < shortestPassphrase) {
      this.wrong = { text: 'window-passphrase-short' };
      return;
    }
    this.working = true;
    try {
      const path = await exportSettings(withKeys ? passphrase : null);
      if (path !== null) {
        this.outcome = { path, withKeys };
        if (withKeys) this.passphrase = '';
      }
    } catch (error) {
      if (withKeys && isCommandError(error) && error.code === 'invalid_field')
        this.wrong = { message: error.message };
      else this.outcome = { problem: errorText(error) };
    }
    this.working = false;
  }
}

type Step =
  | { at: 'start' }
  | { at: 'locked'; name: string }
  | { at: 'preview'; name: string; preview: ImportPreview }
  | { at: 'done'; needKeys: string[] };

/** Settings on their way out of a file: chosen, unlocked where that is needed, looked at, taken. */
export class ImportForm {
  step = $state.raw<Step>({ at: 'start' });
  passphrase = $state('');
  /** The accounts that are to stay in the file, by their ids there. */
  left = $state<string[]>([]);
  /** What of the general part comes in only if it is chosen. */
  also = $state({ proxy: false, channels: false, general: false });
  /** Why the passphrase does not do. */
  wrong = $state.raw<WrongWith | null>(null);
  /** Why there is nothing to look at or to take. */
  problem = $state.raw<string | null>(null);
  /** The keychain did not take the keys, in words. A new object each time, so that it is shown anew. */
  keychainProblem = $state.raw<KeychainProblem | null>(null);
  working = $state.raw(false);

  choose(): Promise<void> {
    return this.#work(async () => {
      const file = await chooseImport();
      if (!file) return;
      const { name, preview } = file;
      this.left = [];
      this.#keepMine(preview);
      this.step = preview ? { at: 'preview', name, preview } : { at: 'locked', name };
    });
  }

  unlock(): Promise<void> {
    return this.#work(async () => {
      if (this.step.at !== 'locked') return;
      const { name } = this.step;
      if (this.passphrase === '') {
        this.wrong = { text: 'window-passphrase-missing' };
        return;
      }
      const preview = await ask({ command: 'unlockImport', passphrase: this.passphrase });
      this.passphrase = '';
      this.#keepMine(preview);
      this.step = { at: 'preview', name, preview };
    });
  }

  finish(keys: ImportKeys): Promise<void> {
    return this.#work(async () => {
      if (this.step.at !== 'preview') return;
      const { accounts } = this.step.preview;
      const chosen = accounts.filter(({ id }) => !this.left.includes(id));
      const isAll = chosen.length === accounts.length;
      await ask({
        command: 'finishImport',
        choice: {
          accounts: isAll ? null : chosen.map(({ id }) => id),
          keys,
          ...this.also,
        },
      });
      const needs = ({ key, change }: ImportedAccount) =>
        key === 'missing' || (key === 'file' && keys === 'none' && change === 'added');
      this.step = { at: 'done', needKeys: chosen.filter(needs).map(({ label }) => label) };
    });
  }

  take(id: string, taken: boolean): void {
    this.left = taken ? this.left.filter((other) => other !== id) : [...this.left, id];
  }

  /** What was chosen here stays; where nothing was, nothing is lost. */
  #keepMine(preview: ImportPreview | null): void {
    this.also = {
      proxy: false,
      channels: false,
      general: preview?.generalIsUnchosen ?? false,
    };
  }

  takeAlso(what: keyof ImportForm['also'], taken: boolean): void {
    this.also[what] = taken;
  }

  async cancel(): Promise<void> {
    this.step = { at: 'start' };
    this.passphrase = '';
    this.#forget();
    await ask({ command: 'cancelImport' });
  }

  #forget(): void {
    this.wrong = null;
    this.problem = null;
    this.keychainProblem = null;
  }

  async #work(step: () => Promise<void>): Promise<void> {
    if (this.working) return;
    this.working = true;
    this.#forget();
    try {
      await step();
    } catch (error) {
      const code = isCommandError(error) ? error.code : null;
      const message = errorText(error);
      if (code === 'wrong_passphrase') this.wrong = { message };
      else {
        this.keychainProblem = keychainProblem(error);
        if (!this.keychainProblem) this.problem = message;
      }
    }
    this.working = false;
  }
}
