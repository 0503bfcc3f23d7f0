import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { type LaunchedApp, type LaunchOptions, launchApp } from '../support/launchApp.ts';

const artifacts = join(import.meta.dirname, '..', '..', 'artifacts');

type Fixtures = {
  /** Starts an app that is closed when the test ends; what it wrote is attached if the test fails. */
  launchApp: (options?: LaunchOptions) => Promise<LaunchedApp>;
  /** Saves `artifacts/<name>.png`. */
  saveScreenshot: (page: Page, name: string) => Promise<void>;
};

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern.
  launchApp: async ({}, use, testInfo) => {
    const launched: LaunchedApp[] = [];
    await use(async (options) => {
      const one = await launchApp(options);
      launched.push(one);
      return one;
    });
    const failed = testInfo.status !== testInfo.expectedStatus;
    for (const [index, one] of launched.entries()) {
      await one.kill();
      if (failed)
        await testInfo.attach(`output of app ${index + 1}`, {
          body: one.output(),
          contentType: 'text/plain',
        });
    }
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  saveScreenshot: async ({}, use) => {
    mkdirSync(artifacts, { recursive: true });
    await use(async (page, name) => {
      await page.screenshot({ path: join(artifacts, `${name}.png`), animations: 'disabled' });
    });
  },
});

export { expect } from '@playwright/test';
export * from '../support/desktop.ts';
export { runToItsEnd } from '../support/launchApp.ts';
export type { LaunchedApp, LaunchOptions };
