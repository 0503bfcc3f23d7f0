import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { requireChromium } from '../../test/support/chromium.ts';
import { wordAt } from '../cache/words.ts';
import type { Figure, Suite } from '../Suite.ts';
import { quartiles, ratioOf, type Spread, shown, spread } from '../statistics.ts';
import type { Measures } from './Measures.ts';

const root = resolve(import.meta.dirname, 'page');
const outDir = resolve(import.meta.dirname, '../../.cache/bench-web');

/**
 * The cache of the web client in a Chromium that keeps it on its disk: opening it and its newest page, small and large; 10,000
 * missed messages against a bare `put` of them; searches by how far they have to go. A B A B where there are two sides.
 */
export const webCache: Suite = ({ quick, print }) =>
  inPage(async (page) => {
    const [small, large, rounds] = quick ? [2_000, 10_000, 3] : [10_000, 100_000, 5];
    const figures: Figure[] = [];
    const say = (name: string, found: number | Spread, unit = 'ms') => {
      print(`${name}: ${typeof found === 'number' ? found.toFixed(2) : shown(found)} ${unit}`);
      figures.push({ name, ...(typeof found === 'number' ? { value: found } : found), unit });
    };

    const missed = quick ? 2_000 : 10_000;
    const [ours, bare]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await call(page, 'putBare', 'bare', missed));
      ours.push(await call(page, 'catchUp', 'catching up', missed));
    }
    say(`${missed} missed messages`, spread(ours));
    say(`${missed} missed messages / bare put`, ratioOf(ours, bare), '×');

    const sizes = quick ? [small, large] : [small, large, 50_000, 200_000];
    for (const size of sizes) await call(page, 'fill', `of ${size}`, size);
    for (const size of [small, large]) {
      const opened: number[] = [];
      for (let round = 0; round < rounds; round += 1) opened.push(await call(page, 'open', `of ${size}`));
      say(`open and first page of ${size} messages`, spread(opened));
      const times = (await call(page, 'pages', `of ${size}`, 200)).sort((a, b) => a - b);
      say(`newest page of ${size} messages, median`, quartiles(times));
      say(`newest page of ${size} messages, p99`, times[198] ?? Number.NaN);
    }
    const kinds = {
      'an ordinary word': wordAt(100),
      'a rare word': wordAt(20_000),
      'no word there is': 'xyzzy',
    };
    for (const size of quick ? [large] : [50_000, 200_000])
      for (const [kind, text] of Object.entries(kinds))
        for (const one of [false, true]) {
          const { time, hits } = await call(page, 'search', `of ${size}`, text, one);
          say(
            `search of ${size}${one ? ', in one conversation of ten' : ''}, for ${kind} (${hits} hits)`,
            time,
          );
        }
    return figures;
  });

/** Runs one of the page's measures in the page. */
const call = <N extends keyof Measures>(
  page: Page,
  name: N,
  ...args: Parameters<Measures[N]>
): Promise<Awaited<ReturnType<Measures[N]>>> =>
  page.evaluate(
    ([name, args]) => {
      const { measures } = globalThis as unknown as {
        measures: Record<string, (...args: unknown[]) => unknown>;
      };
      return measures[name]?.(...args);
    },
    [name as string, args as unknown[]] as const,
  ) as Promise<Awaited<ReturnType<Measures[N]>>>;

async function inPage<T>(measure: (page: Page) => Promise<T>): Promise<T> {
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  });
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, strictPort: false },
  });
  // A profile of its own on the disk: a window without one keeps its databases in memory.
  const profile = mkdtempSync(join(tmpdir(), 'parley-bench-web-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: requireChromium(),
    args: ['--no-sandbox'],
  });
  try {
    const page = await context.newPage();
    await page.goto(server.resolvedUrls?.local[0] ?? '');
    return await measure(page);
  } finally {
    await context.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true });
  }
}
