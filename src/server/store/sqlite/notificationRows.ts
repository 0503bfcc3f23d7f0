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
  // Counted first: to walk over all of them by age takes ten times as long.
  const beyond = database
    .prepare(
      `SELECT key FROM entries WHERE ${own} ORDER BY value ->> '$.at', key
        LIMIT max(0, (SELECT count(*) FROM entries WHERE ${own}) - ?)`,
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
    /** The keys of a person's oldest, beyond so many. */
    beyond: (stream: Stream, count: number): string[] =>
      z.array(keySchema).parse(beyond.all(stream, stream, count)),
    /** Anybody's about messages of a conversation with these seqs, bounds included. */
    aboutMessages: (conversationId: ConversationId, fromSeq: Seq, throughSeq: Seq) =>
      z.array(placeSchema).parse(about.all(conversationId, fromSeq, throughSeq)),
  };
}
