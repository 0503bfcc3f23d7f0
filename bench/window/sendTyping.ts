import type { Page } from '@playwright/test';
import type { Delta } from '../../src/shared/ipc/deltas.ts';
import type { FakeApp } from '../../test/support/fakeApi/FakeApp.ts';
import type { Suite } from '../Suite.ts';
import { quartiles, shown } from '../statistics.ts';
import { inGallery } from './inGallery.ts';

/** Messages a second that arrive in the conversation that is open, and how long a frame may take, in ms (DESIGN §8). */
const ARRIVALS_PER_SECOND = 500;
const FRAME_LIMIT_MS = 50;
const KEY_EVERY_MS = 60;
const TEXT = 'the quick brown fox jumps over the lazy dog ';

/** Typing in the composer while the conversation above it is flooded: no frame may take long. */
export const sendTyping: Suite = ({ quick, print }) =>
  inGallery('full', async (page) => {
    const seconds = quick ? 3 : 20;
    const calm = await typeFor(page, seconds, 0);
    const flooded = await typeFor(page, seconds, ARRIVALS_PER_SECOND);
    const over = flooded.filter((ms) => ms > FRAME_LIMIT_MS).length;
    const longest = Math.max(...flooded);
    print(
      `typing, ${ARRIVALS_PER_SECOND} messages/s arriving: ${over} of ${flooded.length} frames over ${FRAME_LIMIT_MS} ms, the longest ${longest.toFixed(1)} ms`,
    );
    print(
      `  the middle frame ${shown(quartiles(flooded), 1)} ms (quartiles), with nothing arriving ${shown(quartiles(calm), 1)}`,
    );
    print(`  with nothing arriving: ${calm.length} frames, the longest ${Math.max(...calm).toFixed(1)} ms`);
    return [
      {
        name: `frames over ${FRAME_LIMIT_MS} ms while typing in a flood`,
        value: over,
        unit: 'frames',
        goal: 0,
      },
      { name: 'frame while typing in a flood, median', ...quartiles(flooded), unit: 'ms' },
      { name: 'frame while typing in calm, median', ...quartiles(calm), unit: 'ms' },
      { name: 'longest frame while typing in a flood', value: longest, unit: 'ms' },
      { name: 'longest frame while typing in calm', value: Math.max(...calm), unit: 'ms' },
    ];
  });

/** Types, and answers with the time from each frame to the next, in ms. */
async function typeFor(page: Page, seconds: number, arrivalsPerSecond: number): Promise<number[]> {
  const field = page.locator('[data-composer]');
  await field.fill('');
  await field.focus();
  await page.evaluate((rate) => {
    const { fake } = globalThis as unknown as { fake: FakeApp };
    const conversationId = fake.conversation('general').id;
    const watch = { on: true, frames: [] as number[], arrived: 0 };
    Object.assign(globalThis, { watch });
    const handOver = fake.push.bind(fake);
    const startedAt = performance.now();
    let before = startedAt;
    const frame = (now: number) => {
      watch.frames.push(now - before);
      before = now;
      // As the app does: what has come since the last frame is handed over at once, with this one.
      const gathered: Delta[] = [];
      fake.push = (...deltas) => void gathered.push(...deltas);
      for (const due = ((now - startedAt) / 1000) * rate; watch.arrived < due; watch.arrived++) {
        const text = `news ${watch.arrived}: the beans have been watered`;
        fake.receive(conversationId, text, 2 + (watch.arrived % 5));
      }
      fake.push = handOver;
      if (gathered.length > 0) handOver(...gathered);
      if (watch.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }, arrivalsPerSecond);
  const keys = Math.ceil((seconds * 1000) / KEY_EVERY_MS);
  await field.pressSequentially(TEXT.repeat(Math.ceil(keys / TEXT.length)).slice(0, keys), {
    delay: KEY_EVERY_MS,
    timeout: 0,
  });
  const { frames, text } = await page.evaluate(() => {
    const { watch } = globalThis as unknown as { watch: { on: boolean; frames: number[] } };
    watch.on = false;
    return {
      frames: watch.frames,
      text: document.querySelector<HTMLTextAreaElement>('[data-composer]')?.value,
    };
  });
  if (text?.length !== keys) throw new Error(`${keys} keys were pressed and ${text?.length} arrived`);
  // The first frame's time is since whenever the page was last drawn.
  return frames.slice(1);
}
