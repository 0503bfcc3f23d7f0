import { join } from 'node:path';
import type { Cache } from '../../src/client/cache/Cache.ts';
import { openCache } from '../../src/main/cache/openCache.ts';
import type { ConversationId } from '../../src/shared/model/ids.ts';
import type { Figure, Suite } from '../Suite.ts';
import { median } from '../statistics.ts';
import { conversationIds, fillCache, inFolder } from './caches.ts';
import { me } from './messages.ts';
import { createRandom, createTexts, wordAt } from './words.ts';

const HITS = 50;

type Kind = { name: string; goal?: number; queries: string[]; conversationId: ConversationId | null };

/**
 * Searching a large cache: the newest 50 of what is found. Ordinary words are those between the fiftieth and the
 * five-thousandth in frequency; the very common, beginnings, pairs and one conversation are measured apart.
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
    for (const kind of kinds(quick ? 40 : 300)) figures.push(...(await measure(cache, kind, print)));
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
    { name: 'ordinary words', goal: 10, queries: ordinary, conversationId: null },
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

async function measure(cache: Cache, kind: Kind, print: (line: string) => void): Promise<Figure[]> {
  const times: number[] = [];
  // Twice: the first time around pages of the file are read that a running app would have at hand.
  for (const round of [0, 1])
    for (const text of kind.queries) {
      const start = performance.now();
      await cache.search({ text, conversationId: kind.conversationId, before: null, limit: HITS });
      if (round === 1) times.push(performance.now() - start);
    }
  times.sort((a, b) => a - b);
  const p99 = times[Math.floor(times.length * 0.99)] ?? Number.NaN;
  const goal = kind.goal === undefined ? '' : ` (goal p99 at most ${kind.goal} ms)`;
  print(`${kind.name}: median ${median(times).toFixed(2)} ms, p99 ${p99.toFixed(2)} ms${goal}`);
  return [
    {
      name: `search for ${kind.name}, p99`,
      value: p99,
      unit: 'ms',
      ...(kind.goal ? { goal: kind.goal } : {}),
    },
    { name: `search for ${kind.name}, median`, value: median(times), unit: 'ms' },
  ];
}
