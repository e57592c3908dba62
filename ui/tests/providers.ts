import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ProviderId } from '../src/backend/bindings';

/** What an account holds at its provider: an amount, or the provider's own structure. */
export type Balance = string | Record<string, unknown>;

/** Keys that nobody has yet. Each shows 42.50 at every provider; any other key is rejected. */
const newKeys = ['k', 'k1', 'k2', 'good', 'right', 'sk-1', 'sk-or-v1-1', 'sk-evo-1'];

const ids: ProviderId[] = ['sunoapi', 'kie', 'ai-music-api', 'openrouter', 'evolink'];

export function programs(name: string): string {
  return join(import.meta.dirname, '../../target/debug', name);
}

/** The simulated providers, asked at their real names. */
export class Providers {
  readonly folder = mkdtempSync(join(tmpdir(), 'credit-tray-window-'));
  /** What leads a program to them. */
  variables: Record<string, string> = {};

  readonly #process: ChildProcess;
  #simulator = '';

  private constructor() {
    this.#process = spawn(programs('credit-tray-window-providers'), [this.folder], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
  }

  static async start(): Promise<Providers> {
    const providers = new Providers();
    const { stdout } = providers.#process;
    if (!stdout) throw new Error('the providers have no output');
    const line = await new Promise<string>((first) => createInterface(stdout).once('line', first));
    const { proxy, simulator } = JSON.parse(line) as { proxy: string; simulator: string };
    providers.#simulator = simulator;
    const authority = join(providers.folder, 'authority.pem');
    providers.variables = { HTTPS_PROXY: proxy, SSL_CERT_FILE: authority };
    for (const key of newKeys) {
      for (const provider of ids) await providers.hold(provider, key, afresh(provider));
    }
    return providers;
  }

  /** Lets this key hold this, without a fault. */
  hold(provider: ProviderId, key: string, balance: Balance): Promise<void> {
    return this.change(provider, key, { balance, fault: null, revoked: false });
  }

  /** Changes an account as `tests/simulator` has it. */
  async change(provider: ProviderId, key: string, change: object): Promise<void> {
    const body = JSON.stringify(change);
    const url = `${this.#simulator}/control/${provider}/${key}`;
    const { ok, status } = await fetch(url, { method: 'PUT', body });
    if (!ok) throw new Error(`${url} says ${status} to ${body}`);
  }

  stop(): void {
    this.#process.stdin?.end();
    rmSync(this.folder, { recursive: true });
  }
}

function afresh(provider: ProviderId): Balance {
  return provider === 'openrouter' ? { totalCredits: '50', totalUsage: '7.5' } : '42.50';
}
