import type { Suite } from '../Suite.ts';
import { inGallery } from './inGallery.ts';

/** Far more than a view and its margins hold, far less than the messages there are. */
const MOST_ROWS = 200;

/** A timeline of 100,000 messages: what it costs in nodes, wherever one scrolls. */
export const timeline: Suite = ({ quick, print }) =>
  inGallery('huge', async (page) => {
    const count = () =>
      page.evaluate(() => ({
        nodes: document.querySelectorAll('*').length,
        rows: document.querySelectorAll('[data-key]').length,
      }));
    await page.getByRole('button', { name: 'huge' }).first().click();
    await page.locator('[data-key]').first().waitFor();
    let most = await count();
    await page.mouse.move(700, 400);
    for (let round = 0; round < (quick ? 20 : 200); round++) {
      await page.mouse.wheel(0, -2_500);
      await page.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      );
      const now = await count();
      most = { nodes: Math.max(most.nodes, now.nodes), rows: Math.max(most.rows, now.rows) };
    }
    print(
      `timeline of 100,000 messages: at most ${most.rows} rows and ${most.nodes} nodes while scrolling up`,
    );
    return [
      { name: 'rows in the document', value: most.rows, unit: 'rows', goal: MOST_ROWS },
      { name: 'nodes in the document', value: most.nodes, unit: 'nodes' },
    ];
  });
