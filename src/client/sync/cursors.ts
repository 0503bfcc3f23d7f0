import type { Seq } from '../../shared/model/ids.ts';
import type { Stream } from '../../shared/model/stream.ts';
import type { CacheableEvent } from '../cache/Cache.ts';

/** Early events held for one stream, and for all, at most; catching up brings the others, so a flood costs no memory. */
const MAX_HELD = 1_000;
const MAX_HELD_OF_ALL = 10_000;

const seqOf = (event: CacheableEvent): Seq => (event.kind === 'known' ? event.event.seq : event.envelope.seq);

/**
 * How far each stream has been received, and what came too early to be taken (S9). Taking an event moves
 * the cursor at once; the cache follows in its own time and the same order.
 */
export function createCursors() {
  const cursors = new Map<Stream, Seq>();
  const held = new Map<Stream, Map<Seq, CacheableEvent>>();

  let heldOfAll = 0;

  function release(stream: Stream, early: Map<Seq, CacheableEvent>, seq: Seq): void {
    if (early.delete(seq)) heldOfAll -= 1;
    if (early.size === 0) held.delete(stream);
  }

  function releaseAll(stream: Stream): void {
    heldOfAll -= held.get(stream)?.size ?? 0;
    held.delete(stream);
  }

  function hold(stream: Stream, event: CacheableEvent): void {
    const early = held.get(stream) ?? new Map<Seq, CacheableEvent>();
    if (early.has(seqOf(event)) || early.size >= MAX_HELD || heldOfAll >= MAX_HELD_OF_ALL) return;
    held.set(stream, early);
    early.set(seqOf(event), event);
    heldOfAll += 1;
  }

  return {
    get: (stream: Stream): Seq | undefined => cursors.get(stream),
    entries: (): Record<Stream, Seq> => Object.fromEntries(cursors) as Record<Stream, Seq>,

    /** Answers whether the event is the stream's next one; an early one is held, a repeat ignored. */
    take(stream: Stream, event: CacheableEvent): boolean {
      const cursor = cursors.get(stream);
      const seq = seqOf(event);
      if (cursor !== undefined && seq <= cursor) return false;
      if (cursor === undefined || seq > cursor + 1) {
        hold(stream, event);
        return false;
      }
      cursors.set(stream, seq);
      return true;
    },

    /** Takes the held event that has become the stream's next one. */
    takeHeld(stream: Stream): CacheableEvent | undefined {
      const cursor = cursors.get(stream);
      const early = held.get(stream);
      if (cursor === undefined || early === undefined) return undefined;
      for (const seq of early.keys()) if (seq <= cursor) release(stream, early, seq);
      const next = early.get(cursor + 1);
      if (next !== undefined) {
        release(stream, early, cursor + 1);
        cursors.set(stream, cursor + 1);
      }
      return next;
    },

    /** The streams with events that came too early. */
    gaps: (): Stream[] => [...held.keys()],

    set(stream: Stream, seq: Seq): void {
      cursors.set(stream, seq);
    },

    /** Forgets a stream; what is held of it as well. */
    delete(stream: Stream): void {
      cursors.delete(stream);
      releaseAll(stream);
    },

    /** Drops what is held of streams that have no cursor: after catching up, these may not be read. */
    dropUnreadable(): void {
      for (const stream of held.keys()) if (!cursors.has(stream)) releaseAll(stream);
    },

    replace(all: Iterable<readonly [Stream, Seq]>): void {
      cursors.clear();
      held.clear();
      heldOfAll = 0;
      for (const [stream, seq] of all) cursors.set(stream, seq);
    },
  };
}
