import { defineConfig } from '@playwright/test';

/**
 * Three suites: the window alone on a fake app, the built desktop app, and the built web client. One test at a time, since a browser that draws
 * without a graphics card keeps two cores busy by itself; no second tries.
 */
export default defineConfig({
  projects: [
    { name: 'gallery', testDir: 'test/renderer', testMatch: 'gallery.setup.ts' },
    { name: 'window', testDir: 'test/renderer', timeout: 60_000, dependencies: ['gallery'] },
    { name: 'desktop', testDir: 'test/e2e', testIgnore: 'web/**' },
    { name: 'web', testDir: 'test/e2e/web' },
  ],
  globalSetup: './test/e2e/globalSetup.ts',
  outputDir: 'artifacts/playwright',
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  // A trace with pictures would make every test an eighth slower.
  use: { trace: { mode: 'retain-on-failure', screenshots: false }, screenshot: 'only-on-failure' },
});
