import type { Seq, UserId } from '../../../shared/model/ids.ts';
import type { Stream } from '../../../shared/model/stream.ts';
import type { EventData, EventType, StreamEvent } from '../../../shared/protocol/events.ts';
import type { CommandContext } from './groupCommit.ts';
import type { Tables } from './tables.ts';

type NewEvent<T extends EventType> = {
  stream: Stream;
  type: T;
  actorId: UserId | null;
  /** Given the seq that the event gets, for data that tells it. */
  data: (seq: Seq) => EventData<T>;
};

/** Appends an event to a stream and notes it for the listeners; returns its data. */
export function append<T extends EventType>(
  tables: Tables,
  context: CommandContext,
  { stream, type, actorId, data }: NewEvent<T>,
): EventData<T> {
  const { streamId, seq } = tables.events.advance(stream);
  const content = data(seq);
  // Type and data are paired by this function's signature, which the compiler cannot carry into the union.
  const event = { stream, seq, type, at: context.at, actorId, data: content } as StreamEvent;
  if (event.type === 'message.created') tables.messages.insert(streamId, event.data.message);
  else tables.events.insert(streamId, event);
  context.changes.push({ kind: 'event', event });
  return content;
}
