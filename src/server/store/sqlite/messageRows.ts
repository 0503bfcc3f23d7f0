import { z } from 'zod';
import { extrasColumn, packExtras } from '../../../shared/model/extras.ts';
import type {
  ClientId,
  ConversationId,
  MessageId,
  Seq,
  Timestamp,
  UserId,
} from '../../../shared/model/ids.ts';
import { type Message, messageExtras } from '../../../shared/model/message.ts';
import type { Database, Statement } from '../../../sqlite/openDatabase.ts';
import type { PageLimits } from '../Store.ts';
import { idListColumn, textColumn } from './columns.ts';
import { MESSAGE_SEQ, placeIn, placeOf } from './places.ts';
import type { SpentIds } from './spentIds.ts';
import type { UnreadRows } from './unreadRows.ts';

const rowSchema = z.object({
  id: textColumn<MessageId>(),
  conversationId: textColumn<ConversationId>(),
  seq: z.int(),
  changedSeq: z.int(),
  authorId: textColumn<UserId>(),
  clientId: textColumn<ClientId>(),
  text: z.string(),
  mentions: idListColumn<UserId>(),
  replyTo: textColumn<MessageId>().nullable(),
  createdAt: z.int(),
  editedAt: z.int().nullable(),
  deletedAt: z.int().nullable(),
  extras: extrasColumn(messageExtras),
});

/** SQL for the messages of a conversation up to a seq. */
export const MESSAGES_THROUGH = `place BETWEEN ${placeOf('0')} AND ${placeOf('$throughSeq')}`;
/** SQL for those of them that have not changed since. */
export const UNCHANGED_MESSAGES = `${MESSAGES_THROUGH} AND changed_seq <= $throughSeq`;

/** The columns of a message, `m`, as `parseMessage` takes them. */
export const MESSAGE_COLUMNS = `m.id, m.conversation_id AS conversationId, m.${MESSAGE_SEQ} AS seq, m.changed_seq AS changedSeq,
  m.author_id AS authorId, m.client_id AS clientId, m.text, m.mentions, m.reply_to AS replyTo,
  m.created_at AS createdAt, m.edited_at AS editedAt, m.deleted_at AS deletedAt, m.extras`;

export function parseMessage(row: unknown): Message {
  const { extras, ...message } = rowSchema.parse(row);
  return { ...message, ...extras };
}

/** About how long a message is as JSON: its text, who is named in it and who reacted, and the rest of it. */
export function messageBytes({ text, mentions, reactions = [] }: Message): number {
  const reacted = reactions.reduce((sum, { userIds }) => sum + 40 * userIds.length + 60, 0);
  return Buffer.byteLength(text) + 40 * mentions.length + reacted + 480;
}

const timesSchema = z.array(z.object({ seq: z.int(), createdAt: z.int() }));

/** Which messages of a conversation, in seqs: both bounds exclusive. */
type Range = { conversationId: ConversationId; afterSeq: Seq; beforeSeq: Seq };

export function createMessageRows(database: Database, unread: UnreadRows, spentIds: SpentIds) {
  const insert = database.prepare(
    `INSERT INTO messages (place, id, conversation_id, changed_seq, author_id, client_id, text, mentions,
       reply_to, created_at, extras) VALUES (${placeIn('?', '?')}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = database.prepare(
    `UPDATE messages SET changed_seq = ?, text = ?, mentions = ?, edited_at = ?, deleted_at = ?, extras = ?
      WHERE id = ?`,
  );
  const byId = database.prepare(`SELECT ${MESSAGE_COLUMNS} FROM messages m WHERE m.id = ?`);
  const byClientId = database.prepare(
    `SELECT ${MESSAGE_COLUMNS} FROM messages m WHERE m.author_id = ? AND m.client_id = ?`,
  );
  const range = (order: 'ASC' | 'DESC') =>
    database.prepare(
      `SELECT ${MESSAGE_COLUMNS} FROM messages m
        WHERE m.place > ${placeOf('$afterSeq')} AND m.place < ${placeOf('$beforeSeq')}
        ORDER BY m.place ${order} LIMIT $limit`,
    );
  const [oldest, newest] = [range('ASC'), range('DESC')];
  const replies = database.prepare(
    `SELECT ${MESSAGE_COLUMNS} FROM messages m
      WHERE m.reply_to = $replyTo AND m.place > ${placeOf('$afterSeq')} ORDER BY m.place LIMIT $limit`,
  );
  const times = database.prepare(
    `SELECT ${MESSAGE_SEQ} AS seq, created_at AS createdAt FROM messages
      WHERE place > ${placeOf('$afterSeq')} AND place < ${placeOf('$beforeSeq')} ORDER BY place LIMIT $limit`,
  );
  const remove = database.prepare(`DELETE FROM messages WHERE ${UNCHANGED_MESSAGES}`);
  const blank = database.prepare(
    `UPDATE messages SET text = '', mentions = '[]', extras = NULL, deleted_at = coalesce(deleted_at, $at)
      WHERE place BETWEEN ${placeOf('0')} AND ${placeOf('$throughSeq')}`,
  );
  const parse = (row: unknown) => (row === undefined ? undefined : parseMessage(row));

  function read(statement: Statement<[object]>, range: object, limits: PageLimits) {
    const messages: Message[] = [];
    let bytes = 0;
    for (const row of statement.iterate({ ...range, limit: limits.events + 1 })) {
      const message = parseMessage(row);
      bytes += messageBytes(message);
      if (messages.length === limits.events || (messages.length > 0 && bytes > limits.bytes))
        return { messages, more: true };
      messages.push(message);
    }
    return { messages, more: false };
  }

  return {
    /** Into the conversation's stream, as the event that creates it. */
    insert(streamId: number, message: Message): void {
      const { id, conversationId, seq, changedSeq, authorId, clientId, text, replyTo, createdAt } = message;
      spentIds.spend(authorId, clientId);
      const mentions = message.mentions.length === 0 ? '[]' : JSON.stringify(message.mentions);
      const values = [id, conversationId, changedSeq, authorId, clientId, text, mentions, replyTo, createdAt];
      insert.run(streamId, seq, ...values, packExtras(messageExtras, message));
    },
    /** Writes what can change of a message. */
    update(message: Message): void {
      const { id, conversationId, seq, changedSeq, text, mentions, editedAt, deletedAt } = message;
      const extras = packExtras(messageExtras, message);
      unread.changed(conversationId, seq);
      update.run(changedSeq, text, JSON.stringify(mentions), editedAt, deletedAt, extras, id);
    },
    find: (id: MessageId): Message | undefined => parse(byId.get(id)),
    findByClientId: (authorId: UserId, clientId: ClientId): Message | undefined =>
      parse(byClientId.get(authorId, clientId)),
    /** The newest of a range, in order of seq, and whether it has older ones. */
    newest(within: Range, limits: PageLimits) {
      const page = read(newest, within, limits);
      return { messages: page.messages.reverse(), more: page.more };
    },
    /** The oldest of a range, in order of seq, and whether it has newer ones. */
    oldest: (within: Range, limits: PageLimits) => read(oldest, within, limits),
    /** Replies to a message after a seq, deleted ones as blanks, in order of seq. */
    replies: (replyTo: MessageId, conversationId: ConversationId, afterSeq: Seq, limits: PageLimits) =>
      read(replies, { replyTo, conversationId, afterSeq }, limits),
    /** When each of the oldest of a range was written, in order of seq. */
    times: (within: Range, limit: number) => timesSchema.parse(times.all({ ...within, limit })),
    /** Removes what has not changed since, and blanks what later events still speak of (S4). */
    expire(conversationId: ConversationId, throughSeq: Seq, at: Timestamp): void {
      unread.changedMany(conversationId);
      remove.run({ conversationId, throughSeq });
      blank.run({ conversationId, throughSeq, at });
    },
  };
}
export type MessageRows = ReturnType<typeof createMessageRows>;
