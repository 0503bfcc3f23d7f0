import type { CacheableEvent } from '../../src/client/cache/Cache.ts';
import type { Conversation, ReadState } from '../../src/shared/model/conversation.ts';
import {
  type ClientId,
  type ConversationId,
  clientIdSchema,
  conversationIdSchema,
  epochSchema,
  incarnationSchema,
  type MessageId,
  messageIdSchema,
  type Seq,
  spaceIdSchema,
  type UserId,
  userIdSchema,
} from '../../src/shared/model/ids.ts';
import type { Message } from '../../src/shared/model/message.ts';
import { conversationStream, type Stream } from '../../src/shared/model/stream.ts';
import type { User } from '../../src/shared/model/user.ts';
import type { EventData, EventType, StreamEvent } from '../../src/shared/protocol/events.ts';
import type { SnapshotOf } from '../../src/shared/protocol/sync.ts';

/** A UUID that says what it is of and which one, so that a failing test can be read. */
const uuid = (kind: number, number: number): string =>
  `0190a000-000${kind}-7000-8000-${number.toString(16).padStart(12, '0')}`;

export const userId = (number: number): UserId => userIdSchema.parse(uuid(1, number));
export const conversationId = (number: number): ConversationId => conversationIdSchema.parse(uuid(2, number));
export const clientId = (number: number): ClientId => clientIdSchema.parse(uuid(4, number));
/** The id of the message created at `seq` of a conversation. */
export const messageId = (conversation: ConversationId, seq: Seq): MessageId =>
  messageIdSchema.parse(uuid(3, Number.parseInt(conversation.slice(-6), 16) * 2 ** 24 + seq));

export const me = userId(1);
export const ada = userId(2);
export const space = { id: spaceIdSchema.parse(uuid(5, 1)), name: 'Team' };
export const identity = {
  epoch: epochSchema.parse(uuid(6, 1)),
  incarnation: incarnationSchema.parse(uuid(7, 1)),
};

export const user = (id: UserId, displayName: string): User => {
  return { id, username: `user${id.slice(-4)}`, displayName, role: 'member', createdAt: 1000 };
};

export const channel = (id: ConversationId, changes: Partial<Conversation> = {}): Conversation => {
  const place = { id, kind: 'channel' as const, name: 'garden', private: false, everyone: false };
  return { ...place, memberIds: [], createdBy: ada, createdAt: 1000, ...changes };
};

/** As it was created at `seq`, by someone else unless told otherwise. */
export const message = (of: ConversationId, seq: Seq, changes: Partial<Message> = {}): Message => ({
  id: messageId(of, seq),
  conversationId: of,
  seq,
  changedSeq: seq,
  authorId: ada,
  clientId: clientId(seq),
  text: `message ${seq}`,
  mentions: [],
  replyTo: null,
  createdAt: 10_000 + seq,
  editedAt: null,
  deletedAt: null,
  ...changes,
});

/** The same message as an event at `changedSeq` left it: edited, or deleted when `text` is empty. */
export function changed(before: Message, changedSeq: Seq, text: string): Message {
  const at = 20_000 + changedSeq;
  return text === ''
    ? { ...before, changedSeq, text, mentions: [], deletedAt: at }
    : { ...before, changedSeq, text, editedAt: at };
}

export const read = (readSeq: Seq, unread: number, asOf: Seq, userSeq: Seq): ReadState => {
  return { readSeq, unread, asOf, userSeq };
};

export function event<T extends EventType>(
  stream: Stream,
  seq: Seq,
  type: T,
  data: EventData<T>,
): CacheableEvent {
  // The parameters pair type and data as the union does, which the compiler cannot follow.
  return { kind: 'known', event: { stream, seq, type, at: 30_000, actorId: ada, data } as StreamEvent };
}

/** An event of a type that this build does not know (S16). */
export const opaque = (stream: Stream, seq: Seq): CacheableEvent => {
  const envelope = {
    stream,
    seq,
    type: 'poll.opened',
    at: 30_000,
    actorId: null,
    data: { question: 'Tea?' },
  };
  return { kind: 'opaque', envelope };
};

export const created = (of: Message): CacheableEvent =>
  event(conversationStream(of.conversationId), of.seq, 'message.created', { message: of });
/** `of` as the event at its `changedSeq` made it. */
export const edited = (of: Message): CacheableEvent =>
  event(conversationStream(of.conversationId), of.changedSeq, 'message.edited', { message: of });
export const deleted = (of: Message): CacheableEvent =>
  event(conversationStream(of.conversationId), of.changedSeq, 'message.deleted', { message: of });

/** A conversation's state at `head`, with no messages but those given. */
export function snapshotOf(
  conversation: Conversation,
  messages: Message[],
  fromSeq: Seq,
  readState: ReadState,
): SnapshotOf<'conversation'> {
  return {
    kind: 'conversation',
    conversation,
    memberIds: [me, ada],
    messages,
    fromSeq,
    read: readState,
    entries: [],
  };
}
