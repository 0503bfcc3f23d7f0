import type { Seq, UserId } from '../../../shared/model/ids.ts';
import type { Stream } from '../../../shared/model/stream.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
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

const archived = () => new RequestError('forbidden', 'This conversation is archived: it can only be read.');

/** Whether an event writes to a conversation; deleting is allowed always, and so are lines that tell of the conversation. */
const writes = (event: StreamEvent): boolean =>
  event.type === 'message.created' || event.type === 'message.edited' || event.type === 'message.reacted'
    ? event.data.message.notice === undefined
    : event.type === 'entry.changed' && event.data.entry.value !== null;

/**
 * Appends an event to a stream and notes it for the listeners; returns its data. What a message or an entry is from then
 * on is kept beside the event, which refers to it. Refuses what would write to an archived conversation.
 */
export function append<T extends EventType>(
  tables: Tables,
  context: CommandContext,
  { stream, type, actorId, data }: NewEvent<T>,
): EventData<T> {
  const { id: streamId, head: seq, archived: isArchived } = tables.streams.advance(stream);
  const content = data(seq);
  // Type and data are paired by this function's signature, which the compiler cannot carry into the union.
  const event = { stream, seq, type, at: context.at, actorId, data: content } as StreamEvent;
  if (isArchived && writes(event)) throw archived();
  if (event.type === 'message.created') tables.messages.insert(streamId, event.data.message);
  else tables.events.insert(streamId, event);
  if (event.type === 'entry.changed') tables.entries.set(streamId, event.data.entry, seq);
  context.changes.push({ kind: 'event', event });
  return content;
}
