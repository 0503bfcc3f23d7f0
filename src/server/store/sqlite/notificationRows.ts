import { z } from 'zod';
import type { ConversationId, Seq } from '../../../shared/model/ids.ts';
import { type Notification, notificationSchema } from '../../../shared/model/notification.ts';
import type { Stream } from '../../../shared/model/stream.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import { textColumn } from './columns.ts';

const keySchema = z.string();
const placeSchema = z.object({ stream: textColumn<Stream>(), key: z.string() });
const rowSchema = z.object({
  key: z.string(),
  value: z.string().transform((json): Notification => notificationSchema.parse(JSON.parse(json))),
});
export type NotificationRow = z.infer<typeof rowSchema>;

/** Notifications among the entries, as they are found besides by their key; written they are like any entry. */
export function createNotificationRows(database: Database) {
  const own = "stream_id = (SELECT id FROM streams WHERE name = ?) AND kind = 'notification'";
  const all = database.prepare(`SELECT key, value FROM entries WHERE ${own} ORDER BY key`);
  // The terms are those of the partial index, in its words.
  const toRead = database.prepare(
    `SELECT key, value FROM entries
      WHERE ${own} AND value ->> '$.readAt' IS NULL AND value ->> '$.about.type' IN ('mention', 'reply')
        AND value ->> '$.about.conversationId' = ? AND value ->> '$.about.seq' <= ? ORDER BY value ->> '$.about.seq'`,
  );
  // The terms of both are those of their indexes, in their words. Counted first: to walk over all takes ten times as long.
  const goesFirst = "(value ->> '$.readAt' IS NULL), value ->> '$.at', key";
  const beyond = database
    .prepare(
      `SELECT key FROM entries WHERE ${own} ORDER BY ${goesFirst}
        LIMIT max(0, (SELECT count(*) FROM entries WHERE ${own}) - ?)`,
    )
    .pluck();
  const ofSender = `${own} AND coalesce(value ->> '$.about.actorId', value ->> '$.about.type') = ?`;
  const beyondOf = database
    .prepare(
      `SELECT key FROM entries WHERE ${ofSender} ORDER BY ${goesFirst}
        LIMIT max(0, (SELECT count(*) FROM entries WHERE ${ofSender}) - ?)`,
    )
    .pluck();
  const length = 'length(CAST(value AS BLOB))';
  const bytes = database.prepare(`SELECT coalesce(sum(${length}), 0) FROM entries WHERE ${own}`).pluck();
  const beyondBytes = database
    .prepare(
      `SELECT key FROM (SELECT key, sum(${length}) OVER (ORDER BY (value ->> '$.readAt' IS NULL) DESC,
          value ->> '$.at' DESC, key DESC) AS kept FROM entries WHERE ${own}) WHERE kept > ?`,
    )
    .pluck();
  const about = database.prepare(
    `SELECT s.name AS stream, e.key FROM entries e JOIN streams s ON s.id = e.stream_id
      WHERE e.kind = 'notification' AND e.value ->> '$.about.conversationId' = ?
        AND e.value ->> '$.about.seq' BETWEEN ? AND ?`,
  );
  return {
    /** All of a person's. */
    of: (stream: Stream): NotificationRow[] => z.array(rowSchema).parse(all.all(stream)),
    /** The unread ones of a person that reading a conversation up to a seq reads as well. */
    toRead: (stream: Stream, conversationId: ConversationId, throughSeq: Seq): NotificationRow[] =>
      z.array(rowSchema).parse(toRead.all(stream, conversationId, throughSeq)),
    /** The keys of those of a person's that go first where there are more than so many. */
    beyond: (stream: Stream, count: number): string[] =>
      z.array(keySchema).parse(beyond.all(stream, stream, count)),
    /** The same of those by one sender: who did it, or what it is where nobody did. */
    beyondOf: (stream: Stream, sender: string, count: number): string[] =>
      z.array(keySchema).parse(beyondOf.all(stream, sender, stream, sender, count)),
    /** The same where they take more than so many bytes. */
    beyondBytes: (stream: Stream, limit: number): string[] =>
      z.int().parse(bytes.get(stream)) > limit
        ? z.array(keySchema).parse(beyondBytes.all(stream, limit))
        : [],
    /** Anybody's about messages of a conversation with these seqs, bounds included. */
    aboutMessages: (conversationId: ConversationId, fromSeq: Seq, throughSeq: Seq) =>
      z.array(placeSchema).parse(about.all(conversationId, fromSeq, throughSeq)),
  };
}
