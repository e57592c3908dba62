import { isCommandError, type Backend } from '../backend/backend';
import type { ImportPreview } from '../backend/bindings';
import { errorText } from '../error-text';
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

  #backend: Pick<Backend, 'exportSettings'>;

  constructor(backend: Pick<Backend, 'exportSettings'>) {
    this.#backend = backend;
  }

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
      const path = await this.#backend.exportSettings(withKeys ? passphrase : null);
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
  /** Why the passphrase does not do. */
  wrong = $state.raw<WrongWith | null>(null);
  /** Why there is nothing to look at or to take. */
  problem = $state.raw<string | null>(null);
  working = $state.raw(false);

  #backend: Pick<Backend, 'chooseImport' | 'unlockImport' | 'finishImport'>;

  constructor(backend: Pick<Backend, 'chooseImport' | 'unlockImport' | 'finishImport'>) {
    this.#backend = backend;
  }

  choose(): Promise<void> {
    return this.#work(async () => {
      const file = await this.#backend.chooseImport();
      if (!file) return;
      const { name, preview } = file;
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
      const preview = await this.#backend.unlockImport(this.passphrase);
      this.passphrase = '';
      this.step = { at: 'preview', name, preview };
    });
  }

  finish(): Promise<void> {
    return this.#work(async () => {
      if (this.step.at !== 'preview') return;
      const { accounts } = this.step.preview;
      await this.#backend.finishImport();
      const needKeys = accounts.filter(({ needsKey }) => needsKey).map(({ label }) => label);
      this.step = { at: 'done', needKeys };
    });
  }

  cancel(): void {
    this.step = { at: 'start' };
    this.passphrase = '';
    this.wrong = null;
    this.problem = null;
  }

  async #work(step: () => Promise<void>): Promise<void> {
    if (this.working) return;
    this.working = true;
    this.wrong = null;
    this.problem = null;
    try {
      await step();
    } catch (error) {
      if (isCommandError(error) && error.code === 'wrong_passphrase')
        this.wrong = { message: error.message };
      else this.problem = errorText(error);
    }
    this.working = false;
  }
}
