import { join } from 'node:path';
import { openCache } from '../../src/main/cache/openCache.ts';
import type { Suite } from '../Suite.ts';
import { quartiles, ratioOf, shown } from '../statistics.ts';
import { conversationIds, fillCache, inFolder } from './caches.ts';
import { me } from './messages.ts';

/**
 * Starting the app: opening the cache, reading what the window needs and the first page, of a small cache and
 * a large one. Without its worker, whose own start would hide the difference. A B A B.
 */
export const open: Suite = ({ quick, print }) =>
  inFolder(async (folder) => {
    const large = quick ? 50_000 : 1_000_000;
    const small = 10_000;
    const rounds = quick ? 5 : 101;
    const sides = [small, large].map((messages) => {
      return { messages, path: join(folder, `${messages}.sqlite`), times: [] as number[] };
    });
    for (const { path, messages } of sides) await fillCache(path, messages);
    // The first rounds only warm up.
    for (let round = -2; round < rounds; round += 1)
      for (const { path, times } of sides) {
        const time = await openOnce(path);
        if (round >= 0) times.push(time);
      }
    const [atSmall = [], atLarge = []] = sides.map(({ times }) => times);
    const ratio = ratioOf(atLarge, atSmall, quartiles);
    const [ofSmall, ofLarge] = [quartiles(atSmall), quartiles(atLarge)];
    print(
      `open and first page: ${shown(ofLarge)} ms of ${large} messages, ${shown(ofSmall)} ms of ${small} (quartiles)`,
    );
    print(`  ratio ${shown(ratio)} (goal at most 1.3)`);
    return [
      { name: `open and first page of ${large} / of ${small} messages`, ...ratio, unit: '×', goal: 1.3 },
      { name: `open and first page of ${large} messages`, ...ofLarge, unit: 'ms' },
    ];
  });

async function openOnce(path: string): Promise<number> {
  const [first] = conversationIds;
  if (!first) throw new Error('There is no conversation to read.');
  const start = performance.now();
  const cache = openCache(path, me);
  const { conversations } = await cache.load();
  const { messages } = await cache.page(first, undefined, 50);
  const time = performance.now() - start;
  if (conversations.length !== conversationIds.length || messages.length !== 50)
    throw new Error('The cache does not hold what was put in.');
  await cache.close();
  return time;
}
