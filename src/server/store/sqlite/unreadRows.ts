import { z } from 'zod';
import type { ConversationId, Seq, UserId } from '../../../shared/model/ids.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import { textColumn } from './columns.ts';
import { MAX_SEQ, placeOf } from './places.ts';

/** So many seqs are tallied together. */
const STRETCH = 1024;
/** So many counts are kept in memory, one for each author of a stretch: some tens of MB. */
const MAX_COUNTS = 200_000;

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
  let counted = 0;
  /** Tallied since the last commit, from what may yet be undone. */
  let fresh: { conversationId: ConversationId; stretch: number }[] = [];

  function forgetAll(): void {
    tallies.clear();
    counted = 0;
    fresh = [];
  }

  function drop(conversationId: ConversationId, stretch: number): void {
    const ofConversation = tallies.get(conversationId);
    counted -= ofConversation?.get(stretch)?.byAuthor.size ?? 0;
    ofConversation?.delete(stretch);
  }

  function tallyOf(conversationId: ConversationId, stretch: number): Tally {
    const found = tallies.get(conversationId)?.get(stretch);
    if (found) return found;
    const range = { conversationId, afterSeq: stretch * STRETCH, throughSeq: (stretch + 1) * STRETCH };
    const authors = byAuthor.all(range).map((row) => authorSchema.parse(row));
    const all = authors.reduce((sum, { count }) => sum + count, 0);
    const tally = { all, byAuthor: new Map(authors.map(({ authorId, count }) => [authorId, count])) };
    if (counted + authors.length > MAX_COUNTS) forgetAll();
    const ofConversation = tallies.get(conversationId) ?? new Map<number, Tally>();
    tallies.set(conversationId, ofConversation.set(stretch, tally));
    counted += authors.length;
    if (database.inTransaction) fresh.push({ conversationId, stretch });
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
      drop(conversationId, Math.ceil(seq / STRETCH) - 1);
    },
    /** Many have. */
    changedMany(conversationId: ConversationId): void {
      for (const stretch of [...(tallies.get(conversationId)?.keys() ?? [])]) drop(conversationId, stretch);
      tallies.delete(conversationId);
    },
    /** What was tallied holds. */
    settle(): void {
      fresh = [];
    },
    /** Forgets what was tallied since then: what it was made from is undone. */
    forget(): void {
      for (const { conversationId, stretch } of fresh) drop(conversationId, stretch);
      fresh = [];
    },
  };
}
export type UnreadRows = ReturnType<typeof createUnreadRows>;
