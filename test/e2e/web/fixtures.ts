import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  chromium,
  type Page,
} from '@playwright/test';
import { requireChromium } from '../../support/chromium.ts';
import { type LaunchedApp, launchApp } from '../../support/launchApp.ts';
import { HeadlessSpace } from './HeadlessSpace.ts';

/** How a person's browser is to be. */
export type BrowserOptions = BrowserContextOptions & {
  /** Without `SharedWorker`, as some browsers on phones are. */
  noSharedWorker?: boolean;
};

/** A name of this computer that is no loopback address to a browser: pages under it have no secure context. */
export const PLAIN_NAME = hostname().toLowerCase();

type Fixtures = {
  /** A space that runs headless and has no people yet; it ends with the test. */
  space: HeadlessSpace;
  /** A browser of somebody's own, with nothing kept in it yet. */
  browserOf: (options?: BrowserOptions) => Promise<BrowserContext>;
  /** The first tab of such a browser, at an address. */
  browse: (url: string, options?: BrowserOptions) => Promise<Page>;
  /** The same in a browser whose owner lets no page keep anything. */
  browseRefusing: (url: string) => Promise<Page>;
  launchApp: () => Promise<LaunchedApp>;
  saveScreenshot: (page: Page, name: string, options?: { fullPage: boolean }) => Promise<void>;
};

/**
 * People with browsers. Nothing that a page throws and nothing that its content security policy refuses goes
 * unnoticed: it fails the test.
 */
export const test = base.extend<Fixtures>({
  launchOptions: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern.
    async ({}, use) =>
      use({
        executablePath: requireChromium(),
        args: ['--no-sandbox', `--host-resolver-rules=MAP ${PLAIN_NAME} 127.0.0.1`],
      }),
    { scope: 'worker' },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  space: async ({}, use, testInfo) => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-web-'));
    const space = await HeadlessSpace.start(folder);
    await use(space);
    await space.stop();
    if (testInfo.status !== testInfo.expectedStatus)
      await testInfo.attach('output of the space', { body: space.output(), contentType: 'text/plain' });
    await rm(folder, { recursive: true, force: true });
  },

  browserOf: async ({ browser }, use) => {
    const errors: string[] = [];
    const opened: BrowserContext[] = [];
    await use(async ({ noSharedWorker = false, ...options } = {}) => {
      const context = await browser.newContext({ viewport: { width: 1120, height: 760 }, ...options });
      if (noSharedWorker) await context.addInitScript(() => Reflect.deleteProperty(window, 'SharedWorker'));
      context.on('weberror', (error) => errors.push(error.error().message));
      context.on('console', (line) => {
        if (line.type() === 'error' && line.text().includes('Content Security Policy'))
          errors.push(line.text());
      });
      opened.push(context);
      return context;
    });
    for (const context of opened) await context.close();
    base.expect(errors).toEqual([]);
  },

  browse: async ({ browserOf }, use) => {
    await use(async (url, options) => {
      const page = await (await browserOf(options)).newPage();
      await page.goto(url);
      return page;
    });
  },

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  browseRefusing: async ({}, use) => {
    const profile = await mkdtemp(join(tmpdir(), 'parley-refusing-'));
    await mkdir(join(profile, 'Default'));
    // As under "Third-party cookies and site data" in Chromium's settings, for all sites.
    const refusing = { profile: { default_content_setting_values: { cookies: 2 } } };
    await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(refusing));
    const browser = await chromium.launchPersistentContext(profile, {
      executablePath: requireChromium(),
      args: ['--no-sandbox'],
      viewport: { width: 1120, height: 760 },
    });
    await use(async (url) => {
      const page = await browser.newPage();
      await page.goto(url);
      return page;
    });
    await browser.close();
    await rm(profile, { recursive: true, force: true });
  },

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  launchApp: async ({}, use) => {
    const launched: LaunchedApp[] = [];
    await use(async () => {
      const app = await launchApp();
      launched.push(app);
      return app;
    });
    for (const app of launched) await app.kill();
  },

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  saveScreenshot: async ({}, use) => {
    const folder = join(import.meta.dirname, '../../../artifacts');
    await use(async (page, name, options) => {
      await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', ...options });
    });
  },
});

export { expect } from '@playwright/test';
