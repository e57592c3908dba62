import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Command, CommandError, WindowState } from '../src/backend/bindings';
import { programs, type Providers } from './providers';
import { secretOf, type Scene } from './scenes';

/** What the desktop has and does; see tests/window/src/engine.rs. */
export interface Desktop {
  keychain: 'open' | 'locked' | 'none';
  hasTray: boolean;
  showsNotifications: boolean;
  opensPages: boolean;
  startsApps: 'yes' | 'refuses' | 'nobodyKnows';
}

/** What the window's process may ask; see src-tauri/engine/src/question.rs. */
export type Question =
  | { command: Command }
  | { prepareExport: string | null }
  | { writeExport: string }
  | { readImport: string };

type Said =
  | { state: WindowState }
  | { id: number; answer: unknown }
  | { id: number; error: CommandError }
  | { opened: string }
  | { quit: true };

/** The app's engine on a folder of its own. */
export class Engine {
  /** The newest state. */
  state!: WindowState;
  /** Pages and folders that were opened. */
  readonly opened: string[] = [];
  /** Hears of each new state. */
  onState: () => void = () => {};

  #desktop: Desktop = {
    keychain: 'open',
    hasTray: true,
    showsNotifications: true,
    opensPages: true,
    startsApps: 'yes',
  };
  #asked = new Map<number, (said: Said) => void>();
  #next = 0;
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;

  private constructor(
    readonly folder: string,
    variables: Record<string, string>,
  ) {
    this.#process = spawn(programs('credit-tray-window-engine'), [folder], {
      env: { LANG: 'en_GB.UTF-8', TZ: 'UTC', MY_KEY: 'k', ...variables },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    // What the page still asks as its test ends.
    this.#process.stdin.on('error', () => {});
  }

  /** Begins as this scene says, with every account read once. */
  static async start(providers: Providers, scene: Scene): Promise<Engine> {
    for (const { id, provider, holds } of scene.accounts)
      if (holds !== null) await providers.hold(provider, secretOf(id), holds);
    const folder = mkdtempSync(join(providers.folder, 'config-'));
    const engine = new Engine(folder, { ...providers.variables, ...scene.variables });
    await engine.#begin(scene);
    for (const command of scene.commands ?? []) await engine.ask({ command });
    return engine;
  }

  async #begin(scene: Scene): Promise<void> {
    const keys = scene.accounts.map(({ id }) => [id, secretOf(id)] as const);
    const history = scene.accounts.flatMap(({ id, past }) => (past ? [[id, past] as const] : []));
    this.#write({
      files: scene.files,
      keys: Object.fromEntries(keys),
      history: Object.fromEntries(history),
    });
    const lines = createInterface(this.#process.stdout);
    await new Promise<void>((begun, failed) => {
      this.#process.once('exit', (code) => failed(new Error(`the engine has ended with ${code}`)));
      lines.on('line', (line) => {
        const said = JSON.parse(line) as Said;
        if ('state' in said) {
          this.state = said.state;
          this.onState();
          begun();
        } else if ('opened' in said) this.opened.push(said.opened);
        else if ('id' in said) this.#asked.get(said.id)?.(said);
      });
    });
  }

  /** Asks as the window does. Rejects with a `CommandError`. */
  ask<Answer>(question: Question): Promise<Answer> {
    return this.#answer((id) => ({ ask: { id, question } }));
  }

  /** The keys in the keychain, by account. */
  keys(): Promise<Record<string, string>> {
    return this.#answer((id) => ({ keys: { id } }));
  }

  /** Makes it another desktop. */
  desktop(changes: Partial<Desktop>): void {
    this.#desktop = { ...this.#desktop, ...changes };
    this.#write({ desktop: this.#desktop });
  }

  stop(): void {
    this.#process.removeAllListeners('exit');
    this.#process.kill('SIGKILL');
  }

  #answer<Answer>(line: (id: number) => object): Promise<Answer> {
    const id = (this.#next += 1);
    return new Promise((done, failed) => {
      this.#asked.set(id, (said) => {
        if ('answer' in said) done(said.answer as Answer);
        else if ('error' in said) failed(Object.assign(new Error(said.error.message), said.error));
      });
      this.#write(line(id));
    });
  }

  #write(line: object): void {
    this.#process.stdin.write(`${JSON.stringify(line)}\n`);
  }
}
