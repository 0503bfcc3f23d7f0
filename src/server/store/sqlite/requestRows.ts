import { z } from 'zod';
import type {
  ClientId,
  ConversationId,
  MessageId,
  Seq,
  Timestamp,
  UserId,
} from '../../../shared/model/ids.ts';
import type { RequestName } from '../../../shared/protocol/requests.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import { textColumn } from './columns.ts';
import { UNCHANGED_MESSAGES } from './messageRows.ts';
import { MESSAGE_SEQ } from './places.ts';
import type { SpentIds } from './spentIds.ts';

const rowSchema = z.object({
  request: textColumn<RequestName>(),
  conversationId: textColumn<ConversationId>(),
  messageId: textColumn<MessageId>().nullable(),
  seq: z.int().nullable(),
  subjectId: z.string().nullable(),
  at: z.int(),
});
/**
 * What a request led to: enough to give the same answer again. `subjectId` is of the person, invite, token, report or space that
 * it was about, whatever a repeat names.
 */
export type RequestRow = z.infer<typeof rowSchema>;

/** Requests that carried a client id and made no message, and sends whose message has expired (S5). */
export function createRequestRows(database: Database, spentIds: SpentIds) {
  const insert = database.prepare(
    `INSERT INTO requests (author_id, client_id, request, conversation_id, message_id, seq, subject_id, at)
     VALUES ($authorId, $clientId, $request, $conversationId, $messageId, $seq, $subjectId, $at)`,
  );
  const select = database.prepare(
    `SELECT request, conversation_id AS conversationId, message_id AS messageId, seq,
            subject_id AS subjectId, at
       FROM requests WHERE author_id = ? AND client_id = ?`,
  );
  const spent = database
    .prepare(
      `SELECT 1 FROM messages WHERE author_id = ? AND client_id = ?
       UNION ALL SELECT 1 FROM requests WHERE author_id = ? AND client_id = ?`,
    )
    .pluck();
  const keep = database.prepare(
    `INSERT INTO requests (author_id, client_id, request, conversation_id, message_id, seq, at)
     SELECT author_id, client_id, 'message:send', conversation_id, id, ${MESSAGE_SEQ}, created_at
       FROM messages WHERE ${UNCHANGED_MESSAGES}`,
  );
  const forget = database.prepare("DELETE FROM requests WHERE conversation_id = '' AND at < ?");
  return {
    insert(authorId: UserId, clientId: ClientId, row: RequestRow): void {
      spentIds.spend(authorId, clientId);
      insert.run({ authorId, clientId, ...row });
    },
    /** Forgets what is about no conversation and came before a time. */
    prune: (before: Timestamp) => void forget.run(before),
    find(authorId: UserId, clientId: ClientId): RequestRow | undefined {
      const row = select.get(authorId, clientId);
      return row === undefined ? undefined : rowSchema.parse(row);
    },
    /** Whether a message or a request has this client id: in one statement at the most, since every send asks it. */
    isSpent: (authorId: UserId, clientId: ClientId): boolean =>
      !spentIds.isFree(authorId, clientId) && spent.get(authorId, clientId, authorId, clientId) !== undefined,
    /** Keeps the sends of messages that are about to be removed: their ids stay taken as long as the conversation. */
    keepSends: (conversationId: ConversationId, throughSeq: Seq) =>
      void keep.run({ conversationId, throughSeq }),
  };
}
