import { defineConfig } from 'vitest/config';

/** Every project runs under Node; a renderer test that needs a DOM names its environment in its first line. */
export default defineConfig({
  test: {
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
        },
      },
      { test: { name: 'renderer', include: ['src/{renderer,web}/**/*.test.{ts,tsx}'] } },
      {
        test: {
          name: 'contracts',
          include: ['test/contracts/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
