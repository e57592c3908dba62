import type { Backend } from './backend';

/** The app itself, or in a plain browser (development and tests) a fake of it. */
export async function connect(): Promise<Backend> {
  if (import.meta.env.MODE !== 'production' && !('__TAURI_INTERNALS__' in window)) {
    const { fakeForPage } = await import('./fake');
    return fakeForPage();
  }
  const { tauriBackend } = await import('./tauri');
  return tauriBackend;
}
