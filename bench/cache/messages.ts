import type { CacheableEvent } from '../../src/client/cache/Cache.ts';
import type { Conversation } from '../../src/shared/model/conversation.ts';
import {
  type clientIdSchema,
  conversationIdSchema,
  type messageIdSchema,
  type Seq,
  userIdSchema,
} from '../../src/shared/model/ids.ts';
import type { Message } from '../../src/shared/model/message.ts';
import { conversationStream } from '../../src/shared/model/stream.ts';
import type { SnapshotOf } from '../../src/shared/protocol/sync.ts';

/** Ids that rise as they are made, as those of version 7 do. */
const uuid = (kind: number, number: number): string =>
  `0190a000-000${kind}-7000-8000-${number.toString(16).padStart(12, '0')}`;
const userId = (number: number) => userIdSchema.parse(uuid(1, number));

export const me = userId(1);
const authors = Array.from({ length: 50 }, (_, index) => userId(index + 2));
const TEXT = 'Two hundred characters of what people write to each other in a day, more or less. '
  .repeat(3)
  .slice(0, 200);

/** The conversation with this number. */
export const conversation = (number: number): Conversation => ({
  id: conversationIdSchema.parse(uuid(2, number)),
  kind: 'channel',
  name: `channel ${number}`,
  private: false,
  everyone: false,
  memberIds: [],
  createdBy: me,
  createdAt: 1_700_000_000_000,
});

/** What a message of a conversation says. */
export type TextOf = (of: Conversation, seq: Seq) => string;

/** A message, of 200 characters unless told otherwise; its id rises with `seq` within its conversation. */
export function message(of: Conversation, seq: Seq, textOf: TextOf = () => TEXT): Message {
  const number = Number.parseInt(of.id.slice(-12), 16) * 2 ** 28 + seq;
  return {
    // Casts instead of parsing: making them must not take longer than what is measured.
    id: uuid(3, number) as ReturnType<typeof messageIdSchema.parse>,
    conversationId: of.id,
    seq,
    changedSeq: seq,
    authorId: authors[seq % authors.length] ?? me,
    clientId: uuid(4, number) as ReturnType<typeof clientIdSchema.parse>,
    text: textOf(of, seq),
    mentions: [],
    replyTo: null,
    createdAt: 1_700_000_000_000 + seq * 1000,
    editedAt: null,
    deletedAt: null,
  };
}

/** The messages with these seqs, as events. */
export function created(of: Conversation, from: Seq, to: Seq, textOf?: TextOf): CacheableEvent[] {
  const stream = conversationStream(of.id);
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const data = { message: message(of, from + index, textOf) };
    const { seq, authorId: actorId, createdAt: at } = data.message;
    return { kind: 'known', event: { stream, seq, type: 'message.created', at, actorId, data } };
  });
}

/** A conversation as it is before its first message, which has seq 2. */
export function emptySnapshot(of: Conversation): SnapshotOf<'conversation'> {
  const read = { readSeq: 1, unread: 0, asOf: 1, userSeq: 1 };
  return {
    kind: 'conversation',
    entries: [],
    conversation: of,
    memberIds: [me, ...authors],
    messages: [],
    fromSeq: 1,
    read,
  };
}
