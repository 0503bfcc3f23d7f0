import { join } from 'node:path';
import type { Cache } from '../../src/client/cache/Cache.ts';
import { openCache } from '../../src/main/cache/openCache.ts';
import type { Storage } from '../../src/main/cache/worker/openStorage.ts';
import type { Figure, Suite } from '../Suite.ts';
import { median } from '../statistics.ts';
import { conversationIds, fillCache, inFolder, openInWorker } from './caches.ts';
import { me } from './messages.ts';

const MESSAGES_IN_PAGE = 50;

type Side = { messages: number; cache: Cache; storage: Storage; read: number[]; roundTrip: number[] };

/**
 * Opening a conversation: its newest page, over and over, of a small cache and a large one, as the cache reads
 * it and as the main process gets it from the worker. A B A B.
 */
export const page: Suite = ({ quick, print }) =>
  inFolder(async (folder) => {
    const sizes = [10_000, quick ? 50_000 : 1_000_000];
    const rounds = quick ? 1 : 7;
    const reads = quick ? 200 : 2_000;
    const sides: Side[] = [];
    for (const messages of sizes) {
      const path = join(folder, `${messages}.sqlite`);
      await fillCache(path, messages);
      sides.push({
        messages,
        cache: openCache(path, me),
        storage: await openInWorker(path),
        read: [],
        roundTrip: [],
      });
    }
    // The first round only warms up.
    for (let round = 0; round <= rounds; round += 1)
      for (const { cache, storage, read, roundTrip } of sides) {
        const p99s = [await p99OfReads(cache, reads), await p99OfReads(storage.cache, reads)] as const;
        if (round === 0) continue;
        read.push(p99s[0]);
        roundTrip.push(p99s[1]);
      }
    for (const { cache, storage } of sides) await Promise.all([cache.close(), storage.close()]);
    return report(sides, print);
  });

function report(sides: Side[], print: (line: string) => void): Figure[] {
  for (const { messages, read, roundTrip } of sides)
    print(
      `newest page of ${messages} messages, p99: ${median(read).toFixed(3)} ms, ` +
        `through the worker ${median(roundTrip).toFixed(3)} ms`,
    );
  const [small, large] = sides;
  if (!small || !large) return [];
  const ratio = median(large.read) / median(small.read);
  print(`  ratio ${ratio.toFixed(2)} (goal at most 1.5, and p99 at most 0.5 ms)`);
  const name = `newest page of ${large.messages} messages`;
  return [
    { name: `${name}, p99`, value: median(large.read), unit: 'ms', goal: 0.5 },
    { name: `${name}, p99 / of ${small.messages}`, value: ratio, unit: '×', goal: 1.5 },
    { name: `${name}, p99 through the worker`, value: median(large.roundTrip), unit: 'ms' },
  ];
}

async function p99OfReads(cache: Cache, reads: number): Promise<number> {
  const times: number[] = [];
  for (let read = 0; read < reads; read += 1) {
    const id = conversationIds[read % conversationIds.length];
    if (!id) throw new Error('There is no conversation to read.');
    const start = performance.now();
    const { messages } = await cache.page(id, undefined, MESSAGES_IN_PAGE);
    times.push(performance.now() - start);
    if (messages.length !== MESSAGES_IN_PAGE) throw new Error('The page is not full.');
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(reads * 0.99)] ?? Number.NaN;
}
