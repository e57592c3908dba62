import { defineConfig } from '@playwright/test';
import base from './playwright.config';

/** Takes the pictures of the documentation over the app's engine and simulated providers. */
export default defineConfig(base, {
  testDir: 'screenshots',
  use: { deviceScaleFactor: 2, reducedMotion: 'reduce', actionTimeout: 5_000 },
});
