import { defineConfig } from '@playwright/test';
import base from './playwright.config';

/** Takes the pictures of the documentation over the fake backend, the same each time. */
export default defineConfig(base, {
  testDir: 'screenshots',
  use: { deviceScaleFactor: 2, reducedMotion: 'reduce', actionTimeout: 5_000 },
});
