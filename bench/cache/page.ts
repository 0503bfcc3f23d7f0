import { join } from 'node:path';
import type { Cache } from '../../src/client/cache/Cache.ts';
import { openCache } from '../../src/main/cache/openCache.ts';
import type { Storage } from '../../src/main/cache/worker/openStorage.ts';
import { openRaw } from '../reference/rawSqlite.ts';
import type { Figure, Suite } from '../Suite.ts';
import { ratioOf, shown, spread } from '../statistics.ts';
import { conversationIds, fillCache, inFolder, openInWorker } from './caches.ts';
import { me } from './messages.ts';

const MESSAGES_IN_PAGE = 50;

type Side = {
  messages: number;
  cache: Cache;
  storage: Storage;
  raw: ReturnType<typeof openRaw>;
  /** The 99th percentile of each round, in ms. */
  read: number[];
  roundTrip: number[];
  bare: number[];
};

/**
 * Opening a conversation: its newest page, over and over, of a small cache and a large one, as the cache reads
 * it, as the main process gets it from the worker, and as its rows are read by nothing but better-sqlite3. A B A B.
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
        raw: openRaw(path),
        ...{ read: [], roundTrip: [], bare: [] },
      });
    }
    // The first round only warms up.
    for (let round = 0; round <= rounds; round += 1)
      for (const { cache, storage, raw, read, roundTrip, bare } of sides) {
        const ofRaw = async (at: number) => raw.page(at + 1, MESSAGES_IN_PAGE);
        const p99s = [
          await p99Of(reads, ofRaw),
          await p99Of(reads, pageOf(cache)),
          await p99Of(reads, pageOf(storage.cache)),
        ] as const;
        if (round === 0) continue;
        bare.push(p99s[0]);
        read.push(p99s[1]);
        roundTrip.push(p99s[2]);
      }
    for (const { cache, storage, raw } of sides) {
      raw.close();
      await Promise.all([cache.close(), storage.close()]);
    }
    return report(sides, print);
  });

function report(sides: Side[], print: (line: string) => void): Figure[] {
  for (const { messages, read, roundTrip, bare } of sides)
    print(
      `newest page of ${messages} messages, p99: ${shown(spread(read), 3)} ms, raw ${shown(spread(bare), 3)}, ` +
        `through the worker ${shown(spread(roundTrip), 3)}`,
    );
  const [small, large] = sides;
  if (!small || !large) return [];
  const ratio = ratioOf(large.read, small.read);
  const ofRaw = ratioOf(large.read, large.bare);
  print(`  ratio ${shown(ratio)} (goal at most 1.5, and p99 at most 0.5 ms); ${shown(ofRaw)} × the raw rows`);
  const name = `newest page of ${large.messages} messages`;
  return [
    { name: `${name}, p99`, ...spread(large.read), unit: 'ms', goal: 0.5 },
    { name: `${name}, p99 / of ${small.messages}`, ...ratio, unit: '×', goal: 1.5 },
    { name: `${name}, p99 / raw rows`, ...ofRaw, unit: '×' },
    { name: `${name}, p99 through the worker`, ...spread(large.roundTrip), unit: 'ms' },
  ];
}

function pageOf(cache: Cache) {
  return async (at: number): Promise<unknown[]> => {
    const id = conversationIds[at];
    if (!id) throw new Error('There is no conversation to read.');
    return (await cache.page(id, undefined, MESSAGES_IN_PAGE)).messages;
  };
}

/** Of many reads, of one conversation after another, in ms. */
async function p99Of(reads: number, page: (at: number) => Promise<unknown[]>): Promise<number> {
  const times: number[] = [];
  for (let read = 0; read < reads; read += 1) {
    const start = performance.now();
    const messages = await page(read % conversationIds.length);
    times.push(performance.now() - start);
    if (messages.length !== MESSAGES_IN_PAGE) throw new Error('The page is not full.');
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(reads * 0.99)] ?? Number.NaN;
}
