import type { Seq } from '../../../shared/model/ids.ts';
import { parseStream, type Stream } from '../../../shared/model/stream.ts';
import type { StreamEvent } from '../../../shared/protocol/events.ts';
import type { CacheableEvent } from '../Cache.ts';
import { applyConversationEvents } from './applyConversationEvents.ts';
import { applyDirectoryEvents } from './applyDirectoryEvents.ts';
import { applyUserEvents } from './applyUserEvents.ts';
import type { Changes } from './Changes.ts';
import { type Steps, take } from './steps.ts';
import type { Tables } from './Tables.ts';

const seqOf = (event: CacheableEvent): Seq => (event.kind === 'known' ? event.event : event.envelope).seq;
const known = (event: CacheableEvent): StreamEvent[] => (event.kind === 'known' ? [event.event] : []);

/**
 * Applies events that follow the stream's cursor, and moves it to the last of them (S9). Repeats are passed over; a gap throws.
 * A stream that is not held begins with its first event or not at all: it was dropped, and what is later was on its way.
 */
export function* applyEvents(
  tables: Tables,
  changes: Changes,
  stream: Stream,
  events: readonly CacheableEvent[],
): Steps<void> {
  const from = yield* take(tables.streams.cursor(stream));
  const fresh = events.filter((event) => seqOf(event) > from);
  const [first] = fresh;
  if (from === 0 && first !== undefined && seqOf(first) !== 1) {
    yield* changes.forget(tables, stream);
    return;
  }
  for (const [index, event] of fresh.entries())
    if (seqOf(event) !== from + index + 1)
      throw new Error(`${stream} stands at ${from}: event ${seqOf(event)} leaves a gap.`);
  if (fresh.length === 0) return;
  const through = from + fresh.length;
  // First, so that whatever is counted is counted as of there.
  yield* take(tables.streams.set(stream, through));
  const parts = parseStream(stream);
  switch (parts?.kind) {
    case 'directory':
      yield* applyDirectoryEvents(tables, changes, fresh.flatMap(known));
      break;
    case 'user':
      yield* applyUserEvents(tables, changes, fresh.flatMap(known));
      break;
    case 'conversation': {
      const { conversationId } = parts;
      yield* applyConversationEvents(tables, changes, conversationId, fresh.flatMap(known), from, through);
      break;
    }
  }
}
