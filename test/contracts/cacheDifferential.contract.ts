import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Cache, CacheableEvent } from '../../src/client/cache/Cache.ts';
import type { ReadState } from '../../src/shared/model/conversation.ts';
import type { Seq, UserId } from '../../src/shared/model/ids.ts';
import type { Message } from '../../src/shared/model/message.ts';
import { conversationStream, userStream } from '../../src/shared/model/stream.ts';
import { createMemoryCache } from '../support/memory/memoryCache.ts';
import { ada, changed, channel, conversationId, event, me, message, read, snapshotOf } from './builders.ts';

const garden = conversationId(1);
const stream = conversationStream(garden);
const mine = userStream(me);

/** One conversation as a server has it, and one person's reading of it. */
class World {
  readonly events: CacheableEvent[] = [];
  readonly reads: CacheableEvent[] = [];
  messages: Message[] = [];
  #readSeq = 0;
  #floor = 0;

  get head(): Seq {
    return this.events.length;
  }

  /** How it truly is. */
  read(): ReadState {
    const unread = this.messages.filter(
      ({ authorId, deletedAt, seq }) => authorId !== me && deletedAt === null && seq > this.#readSeq,
    ).length;
    return read(this.#readSeq, unread, this.head, this.reads.length);
  }

  happen(what: number, which: number): void {
    const seq = this.head + 1;
    const target = this.messages[which % Math.max(1, this.messages.length)];
    const mentions = which % 3 === 0 ? [me] : [];
    if (what < 5 || !target)
      this.#create(message(garden, seq, { authorId: what === 0 ? me : ada, mentions }));
    else if (what === 5)
      this.#change(target, { ...changed(target, seq, 'mended'), mentions }, 'message.edited');
    else if (what < 8) this.#change(target, changed(target, seq, ''), 'message.deleted');
    else if (what === 8) this.readTo(target.seq, 'read.advanced');
    else this.readTo(target.seq, 'read.reset');
  }

  expire(through: Seq): void {
    const throughSeq = Math.min(through, this.head);
    // A floor only rises.
    if (throughSeq <= this.#floor) return;
    this.#floor = throughSeq;
    this.events.push(event(stream, this.head + 1, 'messages.expired', { throughSeq }));
    this.messages = this.messages.filter(({ seq }) => seq > throughSeq);
  }

  /** Events as they would come down: with each message as it stands now, or as it stood then unless it was deleted since. */
  since(cursor: Seq, count: number, asNow: boolean): CacheableEvent[] {
    return this.events.slice(cursor, cursor + count).map((each) => this.#asSent(each, asNow));
  }

  #asSent(each: CacheableEvent, asNow: boolean): CacheableEvent {
    if (each.kind !== 'known' || !('message' in each.event.data)) return each;
    const { id } = each.event.data.message;
    const now = this.messages.find((one) => one.id === id);
    if (!now || (!asNow && now.deletedAt === null)) return each;
    return { kind: 'known', event: { ...each.event, data: { message: now } } as typeof each.event };
  }

  #create(created: Message): void {
    this.messages.push(created);
    this.events.push(event(stream, created.seq, 'message.created', { message: created }));
  }

  #change(before: Message, after: Message, type: 'message.edited' | 'message.deleted'): void {
    if (before.deletedAt !== null) return;
    this.messages = this.messages.map((each) => (each === before ? after : each));
    this.events.push(event(stream, after.changedSeq, type, { message: after }));
  }

  readTo(seq: Seq, type: 'read.advanced' | 'read.reset'): void {
    this.#readSeq = type === 'read.reset' ? seq : Math.max(seq, this.#readSeq);
    const { unread, asOf } = this.read();
    const state = read(this.#readSeq, unread, asOf, this.reads.length + 1);
    this.reads.push(event(mine, this.reads.length + 1, type, { conversationId: garden, read: state }));
  }
}

type Step =
  | { do: 'happen'; times: [what: number, which: number][] }
  | { do: 'expire'; through: number }
  | { do: 'follow'; count: number; asNow: boolean }
  | { do: 'reads'; count: number }
  | { do: 'page'; before: number; limit: number }
  | { do: 'readHere'; seq: number }
  | { do: 'unreadHere'; seq: number }
  | { do: 'unreadKnown' }
  | { do: 'snapshot'; messages: number };

const seq = fc.nat(40);
const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('happen' as const),
      times: fc.array(fc.tuple(fc.nat(9), fc.nat(40)), { maxLength: 8 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('follow' as const), count: fc.nat(12), asNow: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reads' as const), count: fc.nat(3) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('page' as const),
      before: seq,
      limit: fc.integer({ min: 1, max: 8 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('readHere' as const), seq }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unreadHere' as const), seq }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unreadKnown' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('snapshot' as const), messages: fc.nat(6) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('expire' as const), through: seq }) },
);

/** Performs a step in the world, or on one cache of it. */
async function perform(cache: Cache, world: World, step: Step): Promise<void> {
  const { cursors } = await cache.load();
  const cursor = cursors.get(stream);
  switch (step.do) {
    case 'follow':
      if (cursor !== undefined) await cache.applyEvents(stream, world.since(cursor, step.count, step.asNow));
      break;
    case 'reads': {
      const from = cursors.get(mine) ?? 0;
      await cache.applyEvents(mine, world.reads.slice(from, from + step.count));
      break;
    }
    case 'page': {
      const older = world.messages.filter((each) => each.seq < step.before);
      const page = older.slice(-step.limit);
      const fromSeq = older.length > page.length ? (page[0]?.seq ?? 1) : 1;
      const toSeq = Math.min(step.before - 1, world.head);
      if (toSeq >= fromSeq) await cache.addPage(garden, { messages: page, asOf: world.head, fromSeq, toSeq });
      break;
    }
    case 'readHere':
      await cache.advanceRead(garden, step.seq);
      break;
    case 'unreadHere':
      await cache.resetRead(garden, step.seq);
      break;
    case 'unreadKnown':
      await cache.endResets([]);
      break;
    case 'snapshot':
      await enter(cache, world, step.messages);
      break;
  }
}

async function enter(cache: Cache, world: World, messages: number): Promise<void> {
  const newest = messages === 0 ? [] : world.messages.slice(-messages);
  const fromSeq = newest.length === world.messages.length ? 1 : (newest[0]?.seq ?? world.head + 1);
  await cache.applySnapshot(stream, snapshotOf(channel(garden), newest, fromSeq, world.read()), world.head);
}

/** Words that messages here have from the start, get and lose; pages of them. */
const searches = [
  { text: 'message', page: 1, limit: 50 },
  { text: 'mess', page: 3, limit: 3 },
  { text: 'mended', page: 1, limit: 2 },
  { text: 'message 7', page: 1, limit: 50 },
];

/** A page of a search, by way of those before it: where it begins only the cache can tell. */
async function pageOf(cache: Cache, { text, page, limit }: (typeof searches)[number]) {
  let found = await cache.search({ text, conversationId: null, before: null, limit });
  for (let number = 1; number < page && found.next !== null; number += 1)
    found = await cache.search({ text, conversationId: null, before: found.next, limit });
  return found;
}

/** What a cache tells, but for the time of the last message and what surrounds an empty page, which are no rule. */
async function told(cache: Cache, search?: (typeof searches)[number]) {
  const { cursors, conversations } = await cache.load();
  const bounds = [undefined, ...[5, 11, 17, 23].flatMap((at) => [{ beforeSeq: at }, { afterSeq: at }])];
  const pages = await Promise.all(bounds.map((bound) => cache.page(garden, bound, 4)));
  const found = search && (await pageOf(cache, search));
  return {
    cursors,
    found: found?.messages.map(({ seq, text }) => [seq, text]),
    isMoreFound: found && found.next !== null,
    conversations: conversations.map(({ lastMessageAt: _, ...rest }) => rest),
    pages: pages.map((page) => (page.messages.length > 0 ? page : 'empty')),
  };
}

/** Lets a cache and plain memory, which were built apart, live through the same random histories; `open` makes an empty cache. */
export function cacheDifferential(name: string, open: (me: UserId) => Promise<Cache>, runs: number): void {
  it(
    `S9–S14: ${name} and memory tell the same whatever happens, and the truth once they have followed`,
    () => compare(open, runs),
    180_000,
  );
}

async function compare(open: (me: UserId) => Promise<Cache>, numRuns: number): Promise<void> {
  const schedules = fc.array(stepArbitrary, { minLength: 1, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(schedules, async (steps) => {
      const world = new World();
      for (let index = 0; index < 12; index += 1) world.happen(1, 0);
      const caches = [await open(me), createMemoryCache(me)] as const;
      for (const cache of caches) await enter(cache, world, 4);
      for (const [index, step] of steps.entries()) {
        if (step.do === 'happen') for (const [what, which] of step.times) world.happen(what, which);
        if (step.do === 'expire') world.expire(step.through);
        for (const cache of caches) await perform(cache, world, step);
        await answerForgotten(caches, world);
        const search = searches[index % (2 * searches.length)];
        expect(await told(caches[0], search)).toEqual(await told(caches[1], search));
      }
      // What was read here and never told to the server ends with the server's own word on it.
      for (const cache of caches) await cache.endResets([]);
      if (steps.some((step) => step.do === 'readHere' || step.do === 'unreadHere'))
        world.readTo(Math.floor(world.head / 2), 'read.reset');
      for (const cache of caches) await expectTruth(cache, world);
      await caches[0].close();
    }),
    { numRuns },
  );
}

/** Both forget at once; what one then tells before the snapshot that follows is no rule. */
async function answerForgotten(caches: readonly Cache[], world: World): Promise<void> {
  const forgot = await Promise.all(caches.map(async (cache) => !(await cache.load()).cursors.has(stream)));
  expect(new Set(forgot).size).toBe(1);
  if (forgot[0]) for (const cache of caches) await enter(cache, world, 4);
}

/** Follows both streams to their ends, with a snapshot where one is called for, and compares with the server. */
async function expectTruth(cache: Cache, world: World): Promise<void> {
  await perform(cache, world, { do: 'follow', count: 1000, asNow: false });
  await perform(cache, world, { do: 'reads', count: 1000 });
  if (!(await cache.load()).cursors.has(stream)) await enter(cache, world, 4);
  const [conversation] = (await cache.load()).conversations;
  const { readSeq, unread } = world.read();
  expect({ readSeq: conversation?.readSeq, unread: conversation?.unread }).toEqual({ readSeq, unread });
}
