import { z } from 'zod';
import type { ConversationId, Seq, UserId } from '../../../shared/model/ids.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import { textColumn } from './columns.ts';
import { MAX_SEQ, placeOf } from './places.ts';

/** So many seqs are tallied together. */
const STRETCH = 1024;
/** So many stretches are kept in memory, of four million seqs. */
const MAX_TALLIES = 4096;

const authorSchema = z.object({ authorId: textColumn<UserId>(), count: z.int() });

/** How many messages of a stretch can be unread, and whose they are. */
type Tally = { all: number; byAuthor: ReadonlyMap<UserId, number> };

/** Which messages of a conversation: from `afterSeq`, exclusive, up to `head`. */
export type Unread = { conversationId: ConversationId; afterSeq: Seq; head: Seq; userId: UserId };

/**
 * Counting what somebody has not read. Nothing is kept in the database, where every message would pay for it. What a stretch holds that is
 * behind the head only changes when a message there does: it is tallied when it is first asked for, and forgotten at a change.
 */
export function createUnreadRows(database: Database) {
  const counts = "deleted_at IS NULL AND extras ->> 'notice' IS NULL";
  const within = `place > ${placeOf('$afterSeq')} AND place <= ${placeOf('$throughSeq')} AND ${counts}`;
  const ofOthers = database
    .prepare(`SELECT count(*) FROM messages WHERE ${within} AND author_id <> $userId`)
    .pluck();
  const byAuthor = database.prepare(
    `SELECT author_id AS authorId, count(*) AS count FROM messages WHERE ${within} GROUP BY author_id`,
  );
  const tallies = new Map<ConversationId, Map<number, Tally>>();
  let tallied = 0;

  function forget(): void {
    tallies.clear();
    tallied = 0;
  }

  function tallyOf(conversationId: ConversationId, stretch: number): Tally {
    const found = tallies.get(conversationId)?.get(stretch);
    if (found) return found;
    const range = { conversationId, afterSeq: stretch * STRETCH, throughSeq: (stretch + 1) * STRETCH };
    const authors = byAuthor.all(range).map((row) => authorSchema.parse(row));
    const all = authors.reduce((sum, { count }) => sum + count, 0);
    const tally = { all, byAuthor: new Map(authors.map(({ authorId, count }) => [authorId, count])) };
    if (tallied >= MAX_TALLIES) forget();
    const ofConversation = tallies.get(conversationId) ?? new Map<number, Tally>();
    tallies.set(conversationId, ofConversation.set(stretch, tally));
    tallied += 1;
    return tally;
  }

  const countOne = (
    conversationId: ConversationId,
    afterSeq: Seq,
    throughSeq: Seq,
    userId: UserId,
  ): number =>
    afterSeq >= throughSeq
      ? 0
      : z.int().parse(ofOthers.get({ conversationId, afterSeq, throughSeq, userId }));

  return {
    /** Undeleted messages of others. */
    count({ conversationId, afterSeq, head, userId }: Unread): number {
      const [first, end] = [Math.ceil(afterSeq / STRETCH), Math.floor(head / STRETCH)];
      if (first >= end) return countOne(conversationId, afterSeq, MAX_SEQ, userId);
      let count = countOne(conversationId, afterSeq, first * STRETCH, userId);
      for (let stretch = first; stretch < end; stretch += 1) {
        const tally = tallyOf(conversationId, stretch);
        count += tally.all - (tally.byAuthor.get(userId) ?? 0);
      }
      return count + countOne(conversationId, end * STRETCH, MAX_SEQ, userId);
    },
    /** A message that was there has changed. */
    changed(conversationId: ConversationId, seq: Seq): void {
      if (tallies.get(conversationId)?.delete(Math.ceil(seq / STRETCH) - 1)) tallied -= 1;
    },
    /** Many have. */
    changedMany(conversationId: ConversationId): void {
      tallied -= tallies.get(conversationId)?.size ?? 0;
      tallies.delete(conversationId);
    },
    /** Forgets all of it, where what it was made from is undone. */
    forget,
  };
}
export type UnreadRows = ReturnType<typeof createUnreadRows>;
