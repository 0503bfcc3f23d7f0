import { z } from 'zod';
import type { ConversationId, Seq, Timestamp, UserId } from '../../../shared/model/ids.ts';
import type { ReadPosition } from '../../../shared/protocol/requests.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import { textColumn } from './columns.ts';

const countSchema = z.object({ conversationId: textColumn<ConversationId>(), members: z.int() });

/** How a person stands to a conversation: in it, free to join it, or not to know that it exists. */
export type Access = 'member' | 'visible' | 'hidden';

/** So many members are kept in memory. */
const MAX_KNOWN = 100_000;

const readsSchema = z.object({ userId: textColumn<UserId>(), readSeq: z.int() });

export function createMembershipRows(database: Database) {
  const insert = database.prepare(
    'INSERT INTO memberships (conversation_id, user_id, read_seq, joined_at) VALUES (?, ?, ?, ?)',
  );
  const remove = database.prepare('DELETE FROM memberships WHERE conversation_id = ? AND user_id = ?');
  // What is public is not a guest's to find (S3).
  const isHidden = database
    .prepare(
      `SELECT private OR EXISTS (SELECT 1 FROM users WHERE id = $userId AND role = 'guest')
         FROM conversations WHERE id = $conversationId`,
    )
    .pluck();
  const keepFormer = database.prepare(
    'INSERT OR IGNORE INTO former_members (conversation_id, user_id) VALUES (?, ?)',
  );
  const former = database.prepare('SELECT user_id FROM former_members WHERE conversation_id = ?').pluck();
  const meets = database.prepare(
    `SELECT 1 FROM memberships m WHERE m.user_id = $userId AND (
        EXISTS (SELECT 1 FROM memberships WHERE conversation_id = m.conversation_id AND user_id = $other)
        OR EXISTS (SELECT 1 FROM former_members WHERE conversation_id = m.conversation_id AND user_id = $other))
      LIMIT 1`,
  );
  const acquaintances = database
    .prepare(
      `SELECT b.user_id FROM memberships a JOIN memberships b ON b.conversation_id = a.conversation_id
        WHERE a.user_id = $userId
       UNION SELECT f.user_id FROM memberships a JOIN former_members f ON f.conversation_id = a.conversation_id
        WHERE a.user_id = $userId
       UNION SELECT $userId`,
    )
    .pluck();
  const guests = database
    .prepare(
      `SELECT id FROM users WHERE role = 'guest'
          AND EXISTS (SELECT 1 FROM memberships WHERE conversation_id = ? AND user_id = users.id)`,
    )
    .pluck();
  const readSeq = database
    .prepare('SELECT read_seq FROM memberships WHERE conversation_id = ? AND user_id = ?')
    .pluck();
  const setRead = database.prepare(
    'UPDATE memberships SET read_seq = ? WHERE conversation_id = ? AND user_id = ?',
  );
  const members = database
    .prepare('SELECT user_id FROM memberships WHERE conversation_id = ? ORDER BY joined_at, user_id')
    .pluck();
  const publicCounts = database.prepare(
    `SELECT c.id AS conversationId, count(m.user_id) AS members
       FROM conversations c LEFT JOIN memberships m ON m.conversation_id = c.id
      WHERE c.private = 0 GROUP BY c.id ORDER BY c.id`,
  );
  const count = database.prepare('SELECT count(*) FROM memberships WHERE conversation_id = ?').pluck();
  const reads = database.prepare(
    `SELECT user_id AS userId, read_seq AS readSeq FROM memberships
      WHERE conversation_id = ? ORDER BY joined_at, user_id`,
  );
  /** Who was found to be in a conversation: every send asks it of the same few. */
  const known = new Map<ConversationId, Set<UserId>>();
  let knownCount = 0;

  function forget(): void {
    known.clear();
    knownCount = 0;
  }

  function isMember(conversationId: ConversationId, userId: UserId): boolean {
    const members = known.get(conversationId);
    if (members?.has(userId)) return true;
    if (readSeq.get(conversationId, userId) === undefined) return false;
    if (knownCount === MAX_KNOWN) forget();
    known.set(conversationId, (known.get(conversationId) ?? new Set()).add(userId));
    knownCount += 1;
    return true;
  }

  return {
    insert(conversationId: ConversationId, userId: UserId, seq: Seq, at: Timestamp): void {
      insert.run(conversationId, userId, seq, at);
    },
    /** What they wrote there stays: that they were there is kept. */
    remove(conversationId: ConversationId, userId: UserId): void {
      remove.run(conversationId, userId);
      if (known.get(conversationId)?.delete(userId)) knownCount -= 1;
      keepFormer.run(conversationId, userId);
    },
    /** In two steps, since most who ask are members; one join of both took six times as long. */
    access(conversationId: ConversationId, userId: UserId): Access {
      if (isMember(conversationId, userId)) return 'member';
      return isHidden.get({ conversationId, userId }) === 0 ? 'visible' : 'hidden';
    },
    /** Whether a person is in a conversation that another is or was in, whose messages may be there. */
    meets: (userId: UserId, other: UserId): boolean => meets.get({ userId, other }) !== undefined,
    /** All whom a person meets, and that person. */
    acquaintances: (userId: UserId): UserId[] =>
      z.array(textColumn<UserId>()).parse(acquaintances.all({ userId })),
    /** Who has left a conversation, some of whom may have come back. */
    former: (conversationId: ConversationId): UserId[] =>
      z.array(textColumn<UserId>()).parse(former.all(conversationId)),
    /** The guests of a conversation. */
    guests: (conversationId: ConversationId): UserId[] =>
      z.array(textColumn<UserId>()).parse(guests.all(conversationId)),
    /** How far the person has read; `undefined` for who is no member. */
    readSeq(conversationId: ConversationId, userId: UserId): Seq | undefined {
      return z.int().optional().parse(readSeq.get(conversationId, userId));
    },
    setReadSeq: (conversationId: ConversationId, userId: UserId, seq: Seq) =>
      void setRead.run(seq, conversationId, userId),
    /** How many people are in each public channel. */
    publicCounts: () => z.array(countSchema).parse(publicCounts.all()),
    count: (conversationId: ConversationId): number => z.int().parse(count.get(conversationId)),
    /** How far each member has read. */
    reads: (conversationId: ConversationId): ReadPosition[] =>
      z.array(readsSchema).parse(reads.all(conversationId)),
    members: (conversationId: ConversationId): UserId[] =>
      z.array(textColumn<UserId>()).parse(members.all(conversationId)),
    /** Forgets what is kept in memory, where what it was read from may have been undone. */
    forget,
  };
}
