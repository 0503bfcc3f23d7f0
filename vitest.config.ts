import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { findChromium } from './test/support/chromium.ts';

const chromium = findChromium();
/** The cases of `npm test` are the same each time, so that a change is judged by itself; `npm run fuzz` makes new ones. */
const fuzzSeed = process.env['PARLEY_FUZZ_SEED'] ?? '1';

/** What is waited for in vain is told after this long; what comes about is waited for no longer by it. The same in `soon.ts`. */
const expectPatiently = { poll: { timeout: 120_000 } };

/**
 * Every project but `browser` runs under Node; a renderer test that needs a DOM names its environment in its first line.
 * `browser` is a page of a real Chromium, for what only that has, such as IndexedDB.
 */
export default defineConfig({
  test: {
    // Files on every core: on two, Vitest would leave one idle, and most stories wait for something now and then.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.ts',
            'test/*.test.ts',
            'test/support/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          exclude: ['src/renderer/**', 'src/web/**'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'renderer',
          include: ['src/{renderer,web}/**/*.test.{ts,tsx}'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'contracts',
          include: ['test/contracts/**/*.test.ts'],
          expect: expectPatiently,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Found while a suite runs, they would be bundled anew and the page loaded again in the middle of it.
        optimizeDeps: { include: ['fast-check', 'idb', 'uuid', 'zod'] },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          // All pages are of one origin, with one IndexedDB and the same locks.
          maxWorkers: 1,
          expect: expectPatiently,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { ...(chromium && { executablePath: chromium }), args: ['--no-sandbox'] },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        // Hostile input, made anew in each run from a seed that is printed: `npm run fuzz` tries more of it.
        test: {
          name: 'fuzz',
          include: ['test/fuzz/**/*.test.ts'],
          env: { PARLEY_FUZZ_SEED: fuzzSeed },
          testTimeout: 7_200_000,
          hookTimeout: 120_000,
        },
      },
      {
        // The engine's own stories, with cache and outbox as a browser keeps them, over a double of IndexedDB.
        test: {
          name: 'indexeddb',
          include: [
            'test/integration/sync/{connection,drafts,maliciousServer,notifications,outbox,property,streams}.test.ts',
          ],
          env: { PARLEY_STORES: 'indexeddb' },
          expect: expectPatiently,
          setupFiles: ['fake-indexeddb/auto'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'network',
          include: ['test/network/**/*.test.ts'],
          // Each waits for minutes, on networks of its own.
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
          expect: expectPatiently,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          expect: expectPatiently,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
