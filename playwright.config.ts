import { defineConfig } from '@playwright/test';

/**
 * Three suites: the window alone on a fake app, two stories at a time, since each waits for frames and fades; the built desktop app and the
 * built web client one at a time, since each story has several people in it. No second tries.
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
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  // A trace makes every test an eighth slower: `--trace retain-on-failure` has one of a story that fails again.
  use: { trace: 'off', screenshot: 'only-on-failure' },
});
