import { test as base, type Page } from '@playwright/test';
import { requireChromium } from '../support/chromium.ts';
import type { FakeApp } from '../support/fakeApi/FakeApp.ts';
import { atRest, timeline } from '../support/gallery/atRest.ts';
import { litIn, noteLit } from '../support/gallery/lit.ts';
import { serveGallery } from '../support/gallery/serve.ts';

declare global {
  var fake: FakeApp;
}

export type Look = {
  theme?: 'light' | 'dark' | 'system';
  textSize?: number;
  width?: number;
  height?: number;
};

type Fixtures = {
  /** Opens the window on a scenario of the fake app; any error in the page fails the test. */
  show: (scenario: string, look?: Look) => Promise<Page>;
};

export const test = base.extend<Fixtures, { galleryUrl: string }>({
  launchOptions: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern.
    async ({}, use) => use({ executablePath: requireChromium(), args: ['--no-sandbox', '--disable-gpu'] }),
    { scope: 'worker' },
  ],
  galleryUrl: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from this pattern.
    async ({}, use) => {
      const { url, close } = await serveGallery();
      await use(url);
      await close();
    },
    { scope: 'worker' },
  ],
  show: async ({ page, galleryUrl }, use) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    // What the content security policy refuses is reported on the console alone.
    page.on('console', (line) => {
      if (line.type() === 'error' && !line.text().includes('404')) errors.push(line.text());
    });
    await use(async (scenario, look = {}) => {
      const { theme = 'light', textSize = 100, width = 1120, height = 760 } = look;
      await page.setViewportSize({ width, height });
      await page.goto(`${galleryUrl}?scenario=${scenario}&theme=${theme}&textSize=${textSize}`);
      return page;
    });
    test.expect(errors).toEqual([]);
  },
});

export { expect } from '@playwright/test';
export { atRest, litIn, noteLit, timeline };

export const composer = (page: Page) => page.locator('[data-composer]');

/** Opens a conversation by its name in the list. */
export async function open(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Conversations' }).getByRole('button', { name }).first().click();
  await atRest(page);
}

/** Scrolls the timeline by so many px, as a wheel does. */
export async function wheel(page: Page, by: number): Promise<void> {
  const box = await timeline(page).boundingBox();
  if (box === null) throw new Error('no timeline');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.wheel(0, by);
}

/** The row nearest to the middle of the view, by its key, and where it stands on the screen. */
export const middleRow = (page: Page) =>
  page.evaluate(() => {
    const middle = innerHeight / 2;
    const rows = [...document.querySelectorAll<HTMLElement>('[data-key]')].map((row) => ({
      key: row.dataset['key'] ?? '',
      top: row.getBoundingClientRect().top,
    }));
    rows.sort((a, b) => Math.abs(a.top - middle) - Math.abs(b.top - middle));
    const nearest = rows[0];
    if (nearest === undefined) throw new Error('no row');
    return nearest;
  });

/** Where a row stands on the screen. */
export const rowTop = (page: Page, key: string) =>
  page.evaluate(
    (wanted) => document.querySelector(`[data-key="${wanted}"]`)?.getBoundingClientRect().top ?? Number.NaN,
    key,
  );

/**
 * Watches a row on every frame until the returned function is called, which tells how far, in px, it ever was from
 * where it stood.
 */
export async function watchRow(page: Page, key: string): Promise<() => Promise<number>> {
  await page.evaluate((wanted) => {
    const find = () => document.querySelector(`[data-key="${wanted}"]`)?.getBoundingClientRect().top;
    const start = find() ?? 0;
    const watch = { farthest: 0, on: true };
    Object.assign(globalThis, { watch });
    // A new observer is called in the same frame, after the layout and after every older observer has corrected
    // it: it sees what is painted. A frame's own callback, or a task, may see what is not corrected yet.
    const look = () => {
      const observer = new ResizeObserver(() => {
        observer.disconnect();
        watch.farthest = Math.max(watch.farthest, Math.abs((find() ?? Number.POSITIVE_INFINITY) - start));
      });
      observer.observe(document.body);
      if (watch.on) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, key);
  return () =>
    page.evaluate(() => {
      const { watch } = globalThis as unknown as { watch: { farthest: number; on: boolean } };
      watch.on = false;
      return watch.farthest;
    });
}

/** How many requests of a kind the window has made. */
export const callCount = (page: Page, name: string) =>
  page.evaluate((wanted) => globalThis.fake.calls.filter((call) => call.name === wanted).length, name);

/** Lets everything that is due be drawn. */
export const frames = (page: Page, count = 3) =>
  page.evaluate(
    (wanted) =>
      new Promise<void>((done) => {
        let left = wanted;
        const next = () => (left-- > 0 ? requestAnimationFrame(next) : done());
        next();
      }),
    count,
  );

/**
 * Has the window draw nothing until the returned function is called, as on a computer that has much else to do: what
 * the window puts off to its next frame has not happened when the next key comes.
 */
export async function holdFrames(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const { requestAnimationFrame: request, cancelAnimationFrame: cancel } = globalThis;
    const held = new Map<number, FrameRequestCallback>();
    let last = 0;
    globalThis.requestAnimationFrame = (callback) => {
      held.set(--last, callback);
      return last;
    };
    globalThis.cancelAnimationFrame = (id) => void (held.delete(id) || cancel.call(globalThis, id));
    const drawAgain = () => {
      Object.assign(globalThis, { requestAnimationFrame: request, cancelAnimationFrame: cancel });
      for (const callback of held.values()) request.call(globalThis, callback);
    };
    Object.assign(globalThis, { drawAgain });
  });
  return () => page.evaluate(() => (globalThis as unknown as { drawAgain: () => void }).drawAgain());
}
