import type { SpaceId } from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import type { Stream } from '../../shared/model/stream.ts';
import type { Payload } from '../../shared/protocol/requests.ts';
import type { SyncedStream, SyncReply } from '../../shared/protocol/sync.ts';
import type { Cache, CacheableEvent, CacheChange, CacheIdentity } from '../cache/Cache.ts';
import { hasNoRoom } from '../cache/hasNoRoom.ts';
import type { Clock } from '../clock.ts';
import type { Link } from '../connection/Transport.ts';
import { createApplyQueue } from './applyQueue.ts';
import { type ArrivedMessages, createArrivals } from './arrivals.ts';
import { createCursors } from './cursors.ts';
import { createReceiver } from './receiver.ts';

/** How long a gap waits for what is late, and how often heads are compared, in milliseconds (S9). */
const GAP_WAIT_MS = 200;
const COMPARE_EVERY_MS = 60_000;
/** The pause before asking again after a refusal that may pass, in milliseconds, unless the server names one. */
const ASK_AGAIN_MS = 1_000;
/** The shortest and the longest pause that a server is granted, in milliseconds. */
const SHORTEST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 60_000;
/** Live events that may wait to be kept, at most. */
const MOST_WAITING = 20_000;
/** Replies in a row that say `more` and bring nothing, or that all has to be forgotten, until the server is taken for broken. */
const MAX_IDLE_REPLIES = 3;

export type SyncOptions = {
  spaceId: SpaceId;
  cache: Cache;
  clock: Clock;
  /** The cache has changed. */
  onChange(change: CacheChange): void;
  /** New messages are in the cache. */
  onArrival(arrived: ArrivedMessages): void;
  /** A message was created, by anyone: told in order, before `onChange` of the same event. */
  onCreated(message: Message): void;
  /** The cache was emptied: the server has another past than it did (S11). */
  onReset(): void;
  /** All that was missed is in the cache. */
  onCaughtUp(): void;
  /** Another space answers than the one whose cache this is (S11). */
  onOtherSpace(): void;
  /** The cache or the server failed in a way that only starting over may mend. */
  onFailure(what: string, detail: string): void;
  /** There is no room left for what has come. */
  onNoRoom(detail: string): void;
  onReport(what: string, detail: string): void;
};

export type Sync = ReturnType<typeof createSync>;

/**
 * Keeps the cache in step with the server: takes each stream's events in order, notices gaps, catches up
 * (S8–S11, S13, S16). What it says was received is not yet in the cache; `settled` waits for that.
 */
export function createSync(options: SyncOptions) {
  const { cache, clock } = options;
  const cursors = createCursors();
  const arrivals = createArrivals(options.onArrival);
  const queue = createApplyQueue(applyEvents, (error) => {
    if (hasNoRoom(error)) options.onNoRoom(String(error));
    else options.onFailure('the cache failed', String(error));
  });
  /** Conversations joined whose stream has not been received yet. */
  const awaited = new Set<Stream>();
  const receiver = createReceiver({
    cursors,
    awaited,
    onJoined: arrivals.joined,
    onReport: options.onReport,
  });
  let identity: CacheIdentity | null = null;
  let link: Link | undefined;
  let catchingUp = false;
  let again = false;
  let cancelGap: (() => void) | undefined;
  let cancelCompare: (() => void) | undefined;
  /** How often the server has been heard of: replies and packets of events. */
  let heard = 0;
  /** Replies in a row, while catching up, that brought nothing though there should be more. */
  let idle = 0;

  async function applyEvents(stream: Stream, events: CacheableEvent[]): Promise<void> {
    const change = await cache.applyEvents(stream, events);
    for (const event of events) {
      if (event.kind === 'known' && event.event.type === 'message.created')
        options.onCreated(event.event.data.message);
    }
    changed(change);
    arrivals.applied(stream, events);
  }

  function changed(change: CacheChange): void {
    for (const stream of change.forgotten) {
      queue.forget(stream);
      cursors.delete(stream);
      void catchUp();
    }
    options.onChange(change);
  }

  function enqueue(batches: Iterable<readonly [Stream, CacheableEvent[]]>): void {
    for (const [stream, batch] of batches) if (batch.length > 0) queue.addEvents(stream, batch);
  }

  function watchGaps(): void {
    const open = cursors.gaps().length > 0;
    if (!open || catchingUp) {
      cancelGap?.();
      cancelGap = undefined;
    } else {
      cancelGap ??= clock.after(GAP_WAIT_MS, () => {
        cancelGap = undefined;
        void catchUp();
      });
    }
  }

  async function catchUp(): Promise<void> {
    if (catchingUp) {
      again = true;
      return;
    }
    const asked = link;
    if (asked === undefined) return;
    catchingUp = true;
    watchGaps();
    let done = false;
    idle = 0;
    do {
      again = false;
      done = await fetchAll(asked);
    } while (done && (again || awaited.size > 0) && link === asked);
    catchingUp = false;
    if (link !== asked) return void (link !== undefined && (await catchUp()));
    if (!done) return;
    cursors.dropUnreadable();
    watchGaps();
    await queue.settled();
    if (link !== asked) return;
    arrivals.caughtUp();
    options.onCaughtUp();
  }

  /** Asks for pages until there is no more; one page is applied while the next is on its way. */
  async function fetchAll(asked: Link): Promise<boolean> {
    let beforeLast: Promise<void> = Promise.resolve();
    for (;;) {
      const before = cursors.entries();
      const reply = await ask(asked, { ...(identity ?? {}), cursors: before });
      if (reply === undefined || link !== asked) return false;
      const outcome = absorb(reply);
      if (outcome === 'other_space') return false;
      awaitOnlyListed(reply);
      if (outcome === 'complete' && awaited.size === 0) return true;
      idle = outcome !== 'reset' && progressed(before, cursors.entries()) ? 0 : idle + 1;
      if (idle >= MAX_IDLE_REPLIES) {
        options.onFailure('sync does not come forward', `${idle} replies brought nothing`);
        return false;
      }
      if (outcome === 'complete') return true;
      await beforeLast;
      beforeLast = queue.settled();
    }
  }

  /** One reply; refusals that may pass are waited out. `undefined` when this link brings none. */
  async function ask(asked: Link, payload: Payload<'sync'>): Promise<SyncReply | undefined> {
    for (;;) {
      const answer = await asked.request('sync', payload);
      if (link !== asked) return undefined;
      heard++;
      if (answer.ok) return answer.data;
      const { failure } = answer;
      // A link that is lost says so itself, and another one asks.
      if (failure.kind === 'unreachable') return undefined;
      if (failure.kind === 'not_parley' || !failure.error.retryable) {
        const message = failure.kind === 'refused' ? failure.error.message : failure.message;
        options.onFailure('sync was refused', message);
        return undefined;
      }
      const named = failure.error.retryAfterMs ?? ASK_AGAIN_MS;
      const wait = Math.min(Math.max(named, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS);
      await new Promise<void>((resolve) => clock.after(wait, resolve));
      if (link !== asked) return undefined;
    }
  }

  /**
   * The server lists every stream it lets this person read: what is not among them is not to be waited for.
   * One that is listed, and was left and joined again meanwhile, comes with the next reply.
   */
  function awaitOnlyListed({ streams }: SyncReply): void {
    if (again) return;
    const listed = new Set(streams.map(({ stream }) => stream));
    for (const stream of awaited) if (!listed.has(stream)) awaited.delete(stream);
  }

  function absorb(reply: SyncReply): 'more' | 'complete' | 'reset' | 'other_space' {
    if (reply.spaceId !== options.spaceId) {
      options.onOtherSpace();
      return 'other_space';
    }
    const next = { epoch: reply.epoch, incarnation: reply.incarnation };
    if (reply.reset || (identity !== null && identity.epoch !== next.epoch)) {
      startAnew(next);
      return 'reset';
    }
    if (identity?.incarnation !== next.incarnation) {
      identity = next;
      queue.add(() => cache.setIdentity(next));
    }
    for (const part of reply.streams) absorbStream(part);
    return reply.streams.some((part) => part.more) ? 'more' : 'complete';
  }

  function startAnew(next: CacheIdentity): void {
    identity = next;
    cursors.replace([]);
    awaited.clear();
    arrivals.forget();
    queue.clear();
    queue.add(async () => {
      await cache.reset();
      await cache.setIdentity(next);
      options.onReset();
    });
  }

  function absorbStream({ stream, head, events, snapshot, gone }: SyncedStream): void {
    if (gone === true) {
      cursors.delete(stream);
      awaited.delete(stream);
      queue.add(async () => changed(await cache.drop(stream)));
    } else if (snapshot !== undefined) {
      const before = cursors.get(stream);
      // Live events may have passed the reply on its way only where the stream was followed already.
      if (before !== undefined && before > head) return;
      cursors.set(stream, head);
      awaited.delete(stream);
      queue.add(async () => {
        changed(await cache.applySnapshot(stream, snapshot, head));
        arrivals.replaced(snapshot, before);
      });
      enqueue(receiver.takeHeld(stream));
    } else {
      enqueue(receiver.take(events));
    }
  }

  return {
    /** Begins from what the cache holds. */
    begin(from: { identity: CacheIdentity | null; cursors: Iterable<readonly [Stream, number]> }): void {
      identity = from.identity;
      cursors.replace(from.cursors);
      awaited.clear();
      queue.clear();
    },

    linkUp(opened: Link): void {
      link = opened;
      again = false;
      arrivals.linkUp();
      const compare = () => {
        cancelCompare = clock.after(COMPARE_EVERY_MS, () => {
          void catchUp();
          compare();
        });
      };
      compare();
      void catchUp();
    },

    linkDown(): void {
      link = undefined;
      cancelGap?.();
      cancelCompare?.();
      cancelGap = undefined;
      cancelCompare = undefined;
    },

    receive(events: unknown[]): void {
      // Before a link is handed to sync its cursors may be about to be read anew; catching up brings what is passed over.
      if (link === undefined) return;
      heard++;
      enqueue(receiver.take(events));
      // What comes faster than it can be kept is fetched in pages instead, which come one after the other.
      if (queue.events() > MOST_WAITING) {
        options.onFailure('events come faster than they can be kept', `${queue.events()} wait`);
        return;
      }
      if (awaited.size > 0) void catchUp();
      watchGaps();
    },

    catchUp,
    settled: () => queue.settled(),

    /** Rises whenever the server is heard of: whether a link still lives can be told by it. */
    heard: () => heard,
  };
}

const progressed = (before: Record<Stream, number>, after: Record<Stream, number>): boolean =>
  Object.keys(after).length !== Object.keys(before).length ||
  Object.entries(after).some(([stream, seq]) => before[stream as Stream] !== seq);
