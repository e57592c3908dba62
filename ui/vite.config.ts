import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** The policy the app's window runs under, plus what a plain web server needs in Tauri's place. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self' ipc: http://ipc.localhost",
].join('; ');

/** One file for each language, which Rust and the window both read. */
const texts = fileURLToPath(new URL('../src-tauri/core/texts', import.meta.url));
/** The tray's pictures, one of which the first run points at. */
const icons = fileURLToPath(new URL('../icons', import.meta.url));

export default defineConfig({
  base: './',
  resolve: { alias: { $texts: texts, $icons: icons } },
  plugins: [svelte()],
  build: {
    outDir: 'dist',
    target: ['es2022', 'safari16', 'chrome111'],
    sourcemap: false,
    assetsInlineLimit: 0,
  },
  server: { port: 1420, strictPort: true, fs: { allow: ['.', texts, icons] } },
  preview: { headers: { 'Content-Security-Policy': contentSecurityPolicy } },
  test: { include: ['src/**/*.test.ts'] },
});
