import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../docs/images');

/** Writes a picture for the documentation, with a palette where `pngquant` is there to find one. */
export async function write(png: Buffer, name: string): Promise<void> {
  const args = ['--speed', '1', '--strip', '--nofs', '64', '-'];
  const { error, status, stdout } = spawnSync('pngquant', args, { input: png });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.png`), !error && status === 0 ? stdout : png);
}
