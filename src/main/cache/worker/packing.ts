import type { CacheableEvent, CacheChange, CachedPage } from '../../../client/cache/Cache.ts';
import { pickExtras } from '../../../shared/model/extras.ts';
import type { ConversationId, Timestamp, UserId } from '../../../shared/model/ids.ts';
import { type Message, type MessageExtras, messageExtras } from '../../../shared/model/message.ts';
import { parseStream, type Stream } from '../../../shared/model/stream.ts';

/**
 * What there is much of crosses to the worker and back in a form of its own: JSON, with messages as plain
 * lists. Structured cloning names every field of every message anew and takes 55 ms to read 10,000, where
 * inserting them takes 30; this takes 3. Each `unpack…` is given what its `pack…` made on the other side of
 * the worker, never anything from outside, and casts therefore.
 */
type PackedMessage = [
  id: Message['id'],
  seq: number,
  changedSeq: number,
  authorId: UserId,
  clientId: Message['clientId'],
  text: string,
  mentions: UserId[] | 0,
  replyTo: Message['replyTo'],
  createdAt: Timestamp,
  editedAt: Timestamp | null,
  deletedAt: Timestamp | null,
  /** What only some messages have. */
  extras?: MessageExtras,
];

function packMessage(message: Message): PackedMessage {
  const { id, seq, changedSeq, authorId, clientId, text, mentions, replyTo } = message;
  const mentioned = mentions.length > 0 ? mentions : 0;
  const { createdAt, editedAt, deletedAt } = message;
  const packed: PackedMessage = [
    ...([id, seq, changedSeq, authorId, clientId, text, mentioned, replyTo] as const),
    ...([createdAt, editedAt, deletedAt] as const),
  ];
  const extras = pickExtras(messageExtras, message);
  if (extras) packed.push(extras);
  return packed;
}

function unpackMessage(packed: PackedMessage, conversationId: ConversationId): Message {
  const [id, seq, changedSeq, authorId, clientId, text, mentioned, replyTo] = packed;
  const mentions = mentioned === 0 ? [] : mentioned;
  const [createdAt, editedAt, deletedAt] = [packed[8], packed[9], packed[10]];
  const head = { id, conversationId, seq, changedSeq, authorId, clientId, text, mentions, replyTo };
  return { ...head, createdAt, editedAt, deletedAt, ...packed[11] };
}

/** A new message in its conversation's stream, or any other event as it is. */
type PackedEvent = [at: Timestamp, actorId: UserId | null, message: PackedMessage] | CacheableEvent;

export const packEvents = (events: CacheableEvent[]): string => JSON.stringify(events.map(packEvent));

export function unpackEvents(stream: Stream, json: string): CacheableEvent[] {
  const parts = parseStream(stream);
  const packed = JSON.parse(json) as PackedEvent[];
  return packed.map((event): CacheableEvent => {
    if (!Array.isArray(event) || parts?.kind !== 'conversation') return event as CacheableEvent;
    const [at, actorId, packedMessage] = event;
    const message = unpackMessage(packedMessage, parts.conversationId);
    const { seq } = message;
    return { kind: 'known', event: { stream, seq, type: 'message.created', at, actorId, data: { message } } };
  });
}

function packEvent(event: CacheableEvent): PackedEvent {
  if (event.kind !== 'known' || event.event.type !== 'message.created') return event;
  const { stream, seq, at, actorId, data } = event.event;
  const { message } = data;
  const isInItsPlace = message.seq === seq && stream.endsWith(message.conversationId);
  return isInItsPlace ? [at, actorId, packMessage(message)] : event;
}

/** Messages that were in the events which the change came of are only numbered. */
type PackedChange = Omit<CacheChange, 'messages'> & {
  messages: { conversationId: ConversationId; messages: (Message | number)[] }[];
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
      const resolved = changed.map((each) => (typeof each === 'number' ? messageIn(events[each]) : each));
      return { conversationId, messages: resolved.filter((each) => each !== undefined) };
    }),
  };
}

const messageIn = (event: CacheableEvent | undefined): Message | undefined =>
  event?.kind === 'known' && 'message' in event.event.data ? event.event.data.message : undefined;

type PackedPage = Omit<CachedPage, 'messages'> & { messages: PackedMessage[] };

export const packPage = (page: CachedPage): string =>
  JSON.stringify({ ...page, messages: page.messages.map(packMessage) } satisfies PackedPage);

export function unpackPage(json: string, conversationId: ConversationId): CachedPage {
  const { messages, ...rest } = JSON.parse(json) as PackedPage;
  return { ...rest, messages: messages.map((message) => unpackMessage(message, conversationId)) };
}
