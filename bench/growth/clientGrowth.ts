import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCache } from '../../src/main/cache/openCache.ts';
import { conversationStream } from '../../src/shared/model/stream.ts';
import { fillCache, inFolder } from '../cache/caches.ts';
import { conversation, created, me } from '../cache/messages.ts';
import { createTexts, wordAt } from '../cache/words.ts';
import type { Suite } from '../Suite.ts';
import { type Curve, pointOf } from './Curve.ts';
import { costOf, repeat, report } from './costOf.ts';
import { drawCurves } from './drawCurves.ts';

const FEW_CONVERSATIONS = 10;
/** In each conversation, where it is their number that grows. */
const FEW_MESSAGES = 20;
const PAGE = 50;
/** One reply to `sync`. */
const MISSED = 500;

type Sized = { messages: number; conversations: number };

/** What the client's cache costs, in processor time, while its history or its conversations become ten and a hundred times as many. */
export const clientGrowth: Suite = ({ quick, print, svg }) =>
  inFolder(async (folder) => {
    const history = quick ? [1000, 10_000] : [1000, 10_000, 100_000];
    const conversations = quick ? [10, 100] : [10, 100, 1000];
    const curves = [
      ...(await grow('messages', history, folder, (messages) => ({
        messages,
        conversations: FEW_CONVERSATIONS,
      }))),
      ...(await grow('conversations', conversations, folder, (count) => ({
        messages: count * FEW_MESSAGES,
        conversations: count,
      }))),
    ];
    if (svg !== undefined) writeFileSync(svg, drawCurves(curves));
    return curves.flatMap((curve) => report(curve, print));
  });

async function grow(
  of: string,
  sizes: number[],
  folder: string,
  sizedBy: (size: number) => Sized,
): Promise<Curve[]> {
  const curve = (name: string): Curve => ({ name, of, unit: 'µs', points: [] });
  const [opening, paging, searching, catching] = [
    curve('opening and the first page'),
    curve('the newest page'),
    curve('a search'),
    curve('500 missed events'),
  ];
  for (const size of sizes) {
    const path = join(folder, `${of}-${size}.sqlite`);
    const sized = sizedBy(size);
    await fillCache(path, sized.messages, createTexts(), sized.conversations);
    const costs = await costsOf(path, sized);
    opening.points.push(pointOf(size, costs.opening));
    paging.points.push(pointOf(size, costs.paging));
    searching.points.push(pointOf(size, costs.searching));
    catching.points.push(pointOf(size, costs.catching));
  }
  return [opening, paging, searching, catching];
}

/** What each thing takes in a cache of this size, in microseconds, round by round. */
async function costsOf(path: string, { messages, conversations }: Sized) {
  const place = conversation(1);
  const filled = openCache(path, me);
  while (filled.indexMore());
  await filled.close();

  const opening = await costOf(10, () =>
    repeat(10, async () => {
      const opened = openCache(path, me);
      await opened.load();
      await opened.page(place.id, undefined, PAGE);
      await opened.close();
    }),
  );
  const cache = openCache(path, me);
  let turn = 0;
  const paging = await costOf(200, () =>
    repeat(200, () => cache.page(conversation(1 + (turn++ % conversations)).id, undefined, PAGE)),
  );
  const searching = await costOf(50, () =>
    repeat(50, () =>
      cache.search({ text: wordAt(50 + (turn++ % 500)), conversationId: null, before: null, limit: PAGE }),
    ),
  );
  let last = 1 + messages / conversations;
  const catching = await costOf(2, () =>
    repeat(2, async () => {
      await cache.applyEvents(conversationStream(place.id), created(place, last + 1, last + MISSED));
      last += MISSED;
    }),
  );
  await cache.close();
  return { opening, paging, searching, catching };
}
