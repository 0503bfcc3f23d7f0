import { defineConfig } from '@playwright/test';

/**
 * Two projects: the window alone on a fake app, and the built desktop app. Those start apps of their own: one at a
 * time, no second tries.
 */
export default defineConfig({
  projects: [
    { name: 'window', testDir: 'test/renderer', timeout: 60_000 },
    { name: 'desktop', testDir: 'test/e2e' },
  ],
  globalSetup: './test/e2e/globalSetup.ts',
  outputDir: 'artifacts/playwright',
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
});
