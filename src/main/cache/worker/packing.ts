import type { CacheableEvent, CacheChange } from '../../../client/cache/Cache.ts';
import type { UserId } from '../../../shared/model/ids.ts';
import type { Message } from '../../../shared/model/message.ts';
import { conversationStream, type Stream } from '../../../shared/model/stream.ts';

/**
 * What a catch-up is made of crosses to the worker and back in a form of its own: JSON with new messages as
 * plain lists. Structured cloning names every field of every message anew and takes 55 ms for 10,000, where
 * inserting them takes 30; this takes 3. On the way back a message that is one of those sent is only numbered.
 */
type PackedMessage = [
  changedSeq: number,
  at: number,
  actorId: UserId | null,
  id: Message['id'],
  seq: number,
  authorId: UserId,
  clientId: Message['clientId'],
  text: string,
  mentions: UserId[] | 0,
  replyTo: Message['replyTo'],
  createdAt: number,
  editedAt: number | null,
  deletedAt: number | null,
];
type PackedEvent = PackedMessage | CacheableEvent;
export type PackedEvents = { stream: Stream; json: string };

export function packEvents(stream: Stream, events: CacheableEvent[]): PackedEvents {
  return { stream, json: JSON.stringify(events.map((event) => packEvent(stream, event))) };
}

export function unpackEvents({ stream, json }: PackedEvents): CacheableEvent[] {
  // Made by `packEvents`.
  const packed = JSON.parse(json) as PackedEvent[];
  return packed.map((event) => (Array.isArray(event) ? unpackMessage(stream, event) : event));
}

function packEvent(stream: Stream, event: CacheableEvent): PackedEvent {
  if (event.kind !== 'known' || event.event.type !== 'message.created') return event;
  const { seq, at, actorId, data } = event.event;
  const { message } = data;
  if (message.seq !== seq || conversationStream(message.conversationId) !== stream) return event;
  const { id, changedSeq, authorId, clientId, text, mentions, replyTo, createdAt, editedAt, deletedAt } =
    message;
  const mentioned = mentions.length > 0 ? mentions : 0;
  const times = [createdAt, editedAt, deletedAt] as const;
  return [changedSeq, at, actorId, id, seq, authorId, clientId, text, mentioned, replyTo, ...times];
}

function unpackMessage(stream: Stream, packed: PackedMessage): CacheableEvent {
  const [changedSeq, at, actorId, id, seq, authorId, clientId, text, mentioned, replyTo, ...times] = packed;
  const [createdAt, editedAt, deletedAt] = times;
  // `packEvent` packs only what is in the stream of its conversation.
  const conversationId = stream.slice('conversation:'.length) as Message['conversationId'];
  const mentions = mentioned === 0 ? [] : mentioned;
  const rest = { changedSeq, authorId, clientId, text, mentions, replyTo, createdAt, editedAt, deletedAt };
  const message: Message = { id, conversationId, seq, ...rest };
  return { kind: 'known', event: { stream, seq, type: 'message.created', at, actorId, data: { message } } };
}

type PackedChange = Omit<CacheChange, 'messages'> & {
  messages: { conversationId: Message['conversationId']; messages: (Message | number)[] }[];
};

/** `events` are those that the change came of. */
export function packChange(change: CacheChange, events: CacheableEvent[]): string {
  const numbers = new Map(events.map((event, index) => [messageIn(event), index]));
  const messages = change.messages.map(({ conversationId, messages: changed }) => {
    return { conversationId, messages: changed.map((message) => numbers.get(message) ?? message) };
  });
  return JSON.stringify({ ...change, messages } satisfies PackedChange);
}

/** `events` are those that were packed and sent. */
export function unpackChange(json: string, events: CacheableEvent[]): CacheChange {
  const { messages, ...rest } = JSON.parse(json) as PackedChange;
  return {
    ...rest,
    messages: messages.map(({ conversationId, messages: changed }) => {
      return { conversationId, messages: changed.flatMap((each) => resolve(each, events) ?? []) };
    }),
  };
}

const messageIn = (event: CacheableEvent | undefined): Message | undefined =>
  event?.kind === 'known' && 'message' in event.event.data ? event.event.data.message : undefined;

const resolve = (each: Message | number, events: CacheableEvent[]): Message | undefined =>
  typeof each === 'number' ? messageIn(events[each]) : each;
