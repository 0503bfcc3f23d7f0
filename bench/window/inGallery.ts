import { chromium, type Page } from '@playwright/test';
import { requireChromium } from '../../test/support/chromium.ts';
import { buildGallery, serveGallery } from '../../test/support/gallery/serve.ts';

/** Shows the window on a scenario of the fake app, in a Chromium without a screen, and hands the page over. */
export async function inGallery<T>(scenario: string, measure: (page: Page) => Promise<T>): Promise<T> {
  await buildGallery();
  const gallery = await serveGallery();
  const browser = await chromium.launch({ executablePath: requireChromium(), args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1120, height: 760 } });
    await page.goto(`${gallery.url}?scenario=${scenario}&theme=light`);
    await page.locator('.timeline-scroller[data-settled]').waitFor();
    return await measure(page);
  } finally {
    await browser.close();
    await gallery.close();
  }
}
