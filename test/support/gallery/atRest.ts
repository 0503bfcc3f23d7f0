import type { Page } from '@playwright/test';

/** The timeline once it has found its place. */
export const timeline = (page: Page) => page.locator('.timeline-scroller[data-settled]');

/** Frames in which nothing may move until the timeline is taken to be at rest. */
const RESTING_FRAMES = 15;

/**
 * Waits until the timeline has found its place and its rows stay where they are: fonts, emoji and the colours of code
 * come after it was first drawn and change the heights of rows, so that a click could land beside what it was meant for.
 */
export async function atRest(page: Page): Promise<void> {
  await timeline(page).waitFor();
  await page.evaluate(async (wanted) => {
    await document.fonts.ready;
    const places = () =>
      [...document.querySelectorAll<HTMLElement>('[data-key]')]
        .map((row) => `${row.dataset['key']} ${row.getBoundingClientRect().top}`)
        .join();
    let before = places();
    for (let same = 0; same < wanted; ) {
      await new Promise(requestAnimationFrame);
      const now = places();
      same = now === before ? same + 1 : 0;
      before = now;
    }
  }, RESTING_FRAMES);
}
