import type { ConversationId } from '../../shared/model/ids.ts';
import { conversationStream, type Stream } from '../../shared/model/stream.ts';
import { parseEvent } from '../../shared/protocol/events.ts';
import type { CacheableEvent } from '../cache/Cache.ts';
import type { createCursors } from './cursors.ts';

export type ReceiverOptions = {
  cursors: ReturnType<typeof createCursors>;
  /** Conversations joined whose stream has not been received yet: kept up to date here. */
  awaited: Set<Stream>;
  onJoined(conversationId: ConversationId): void;
  onReport(what: string, detail: string): void;
};

/** Events of one stream, in order of seq. */
type Batch = [Stream, CacheableEvent[]];

/** Unknown types are reported once each, and no more of them than this. */
const MAX_REPORTED_TYPES = 100;
/** Events without a sound envelope are reported, and no more of them than this. */
const MAX_REPORTED_BROKEN = 10;

/** Parses what comes down and takes each stream's events in order (S9, S16), for the cache to apply. */
export function createReceiver({ cursors, awaited, onJoined, onReport }: ReceiverOptions) {
  const reportedTypes = new Set<string>();
  let broken = 0;

  function reportOnce(type: string): void {
    if (reportedTypes.has(type) || reportedTypes.size >= MAX_REPORTED_TYPES) return;
    reportedTypes.add(type);
    onReport('an event of an unknown type or shape was kept opaque', type);
  }

  function taken(event: CacheableEvent, batch: CacheableEvent[]): void {
    batch.push(event);
    noticeMembership(event);
  }

  /** What a person may read changes with what is received, before the cache knows of it. */
  function noticeMembership(event: CacheableEvent): void {
    if (event.kind !== 'known') return;
    const { type, data } = event.event;
    if (type === 'conversation.joined') {
      const stream = conversationStream(data.conversation.id);
      if (cursors.get(stream) === undefined) awaited.add(stream);
      onJoined(data.conversation.id);
    } else if (type === 'conversation.left') {
      const stream = conversationStream(data.conversationId);
      cursors.delete(stream);
      awaited.delete(stream);
    }
  }

  function drainHeld(stream: Stream, batch: CacheableEvent[]): void {
    for (let next = cursors.takeHeld(stream); next !== undefined; next = cursors.takeHeld(stream)) {
      taken(next, batch);
    }
  }

  return {
    /**
     * Takes what follows each stream's cursor; what is early is held, repeats are ignored. What of one stream comes in a row
     * is one batch: batches keep the order, since what a person's own stream says ends what others may say.
     */
    take(raw: unknown[]): Batch[] {
      const batches: Batch[] = [];
      for (const one of raw) {
        const event = parseEvent(one);
        if (event.kind === 'broken') {
          // What is said of the first is true of the others.
          if (broken++ < MAX_REPORTED_BROKEN) onReport('a broken event came down', event.reason);
          continue;
        }
        const { stream, type } = event.kind === 'known' ? event.event : event.envelope;
        if (event.kind === 'opaque') reportOnce(type);
        if (!cursors.take(stream, event)) continue;
        if (batches.at(-1)?.[0] !== stream) batches.push([stream, []]);
        const batch = batches.at(-1)?.[1] ?? [];
        taken(event, batch);
        drainHeld(stream, batch);
      }
      return batches;
    },

    /** Takes what was held of one stream, whose cursor has moved. */
    takeHeld(stream: Stream): [Batch] {
      const batch: CacheableEvent[] = [];
      drainHeld(stream, batch);
      return [[stream, batch]];
    },
  };
}
