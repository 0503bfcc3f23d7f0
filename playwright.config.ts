import { defineConfig } from '@playwright/test';

/**
 * Three suites: the window alone on a fake app, two stories at a time, since each waits for frames and fades; the built desktop app and the
 * built web client one at a time each, since a story has several people in it. Apps take the ports from Parley's own on, and come back to
 * them: two stories in which apps host are never told at once. No second tries.
 */
export default defineConfig({
  projects: [
    { name: 'gallery', testDir: 'test/renderer', testMatch: 'gallery.setup.ts' },
    { name: 'window', testDir: 'test/renderer', fullyParallel: true, dependencies: ['gallery'] },
    { name: 'desktop', testDir: 'test/e2e', testIgnore: 'web/**', workers: 1 },
    { name: 'web', testDir: 'test/e2e/web', workers: 1 },
  ],
  globalSetup: './test/e2e/globalSetup.ts',
  outputDir: 'artifacts/playwright',
  workers: 2,
  retries: 0,
  // For the slowest machine: what comes about is waited for no longer by them.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  forbidOnly: true,
  // A trace makes every test an eighth slower: `--trace retain-on-failure` has one of a story that fails again.
  use: { trace: 'off', screenshot: 'only-on-failure' },
});
