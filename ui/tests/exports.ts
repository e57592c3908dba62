import { join } from 'node:path';
import { Engine } from './engine';
import type { Providers } from './providers';
import { scenes } from './scenes';

/** The passphrase of the locked file. */
export const passphrase = 'correct horse';

/** Files to import, as another computer has exported them. */
export class Exports {
  #made: Promise<void> | null = null;
  readonly plain: string;
  readonly locked: string;

  constructor(readonly providers: Providers) {
    this.plain = join(providers.folder, 'credit-tray.json');
    this.locked = join(providers.folder, 'locked.age');
  }

  /** Exports them once. */
  make(): Promise<void> {
    this.#made ??= this.#export();
    return this.#made;
  }

  async #export(): Promise<void> {
    const engine = await Engine.start(this.providers, scenes.elsewhere);
    for (const [path, words] of [
      [this.plain, null],
      [this.locked, passphrase],
    ] as const) {
      await engine.ask({ prepareExport: words });
      await engine.ask({ writeExport: path });
    }
    engine.stop();
  }
}
