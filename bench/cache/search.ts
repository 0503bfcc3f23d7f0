import { join } from 'node:path';
import type { Cache } from '../../src/client/cache/Cache.ts';
import { openCache } from '../../src/main/cache/openCache.ts';
import type { ConversationId } from '../../src/shared/model/ids.ts';
import { openRaw } from '../reference/rawSqlite.ts';
import type { Figure, Suite } from '../Suite.ts';
import { quartiles, ratioOf, shown } from '../statistics.ts';
import { conversationIds, fillCache, inFolder } from './caches.ts';
import { me } from './messages.ts';
import { createRandom, createTexts, wordAt } from './words.ts';

const HITS = 50;

type Kind = {
  name: string;
  goal?: number;
  /** Whether the same can be asked of the index itself: whole words, everywhere. */
  hasRaw?: boolean;
  queries: string[];
  conversationId: ConversationId | null;
};

/**
 * Searching a large cache: the newest 50 of what is found. Ordinary words are those between the fiftieth and the
 * five-thousandth in frequency; the very common, beginnings, pairs and one conversation are measured apart. What the index gives for
 * ordinary words, and the rows there, are read by nothing but better-sqlite3 as well.
 */
export const search: Suite = ({ quick, print }) =>
  inFolder(async (folder) => {
    const messages = quick ? 20_000 : 1_000_000;
    const path = join(folder, 'cache.sqlite');
    await fillCache(path, messages, createTexts());
    const cache = openCache(path, me);
    const start = performance.now();
    while (cache.indexMore());
    const perMessage = ((performance.now() - start) * 1_000) / messages;
    print(`${messages} messages taken into the index, ${perMessage.toFixed(0)} µs each`);
    const figures: Figure[] = [{ name: 'taking a message into the index', value: perMessage, unit: 'µs' }];
    const raw = openRaw(path);
    for (const kind of kinds(quick ? 40 : 300)) figures.push(...(await measure(cache, raw, kind, print)));
    raw.close();
    await cache.close();
    return figures;
  });

function kinds(queries: number): Kind[] {
  const random = createRandom(2);
  const between = (low: number, high: number) => wordAt(low + Math.floor(random() ** 2 * (high - low)));
  const many = (make: () => string) => Array.from({ length: queries }, make);
  const ordinary = many(() => between(50, 5_000));
  const [first = null] = conversationIds;
  return [
    { name: 'ordinary words', goal: 10, hasRaw: true, queries: ordinary, conversationId: null },
    { name: 'ordinary words in one conversation', queries: ordinary, conversationId: first },
    { name: 'the fifty most common words', queries: many(() => between(0, 50)), conversationId: null },
    {
      name: 'four letters of a word',
      queries: many(() => between(0, 5_000).slice(0, 4)),
      conversationId: null,
    },
    {
      name: 'two words',
      queries: many(() => `${between(0, 500)} ${between(50, 5_000)}`),
      conversationId: null,
    },
    { name: 'what is nowhere', queries: many(() => `${between(0, 500)}zz`), conversationId: null },
  ];
}

async function measure(
  cache: Cache,
  raw: ReturnType<typeof openRaw>,
  { name, goal, hasRaw = false, queries, conversationId }: Kind,
  print: (line: string) => void,
): Promise<Figure[]> {
  const [times, bare]: [number[], number[]] = [[], []];
  // Twice: the first time around pages of the file are read that a running app would have at hand.
  for (const round of [0, 1])
    for (const text of queries) {
      const start = performance.now();
      if (hasRaw) raw.search(text, HITS);
      const middle = performance.now();
      await cache.search({ text, conversationId, before: null, limit: HITS });
      if (round === 0) continue;
      times.push(performance.now() - middle);
      bare.push(middle - start);
    }
  const p99 = p99Of(times);
  const asked = goal === undefined ? '' : ` (goal p99 at most ${goal} ms)`;
  print(`${name}: median ${shown(quartiles(times))} ms (quartiles), p99 ${p99.toFixed(2)} ms${asked}`);
  const figures: Figure[] = [
    { name: `search for ${name}, p99`, value: p99, unit: 'ms', ...(goal ? { goal } : {}) },
    { name: `search for ${name}, median`, ...quartiles(times), unit: 'ms' },
  ];
  if (!hasRaw) return figures;
  const ratio = ratioOf(times, bare, quartiles);
  print(
    `  raw index and rows: median ${shown(quartiles(bare))} ms, p99 ${p99Of(bare).toFixed(2)} ms; ratio ${shown(ratio)}`,
  );
  return [...figures, { name: `search for ${name} / raw index and rows`, ...ratio, unit: '×' }];
}

const p99Of = (times: number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN;
