import type { Seq } from '../../../shared/model/ids.ts';
import type { CachedConversation } from '../Cache.ts';
import type { ConversationRow } from './Tables.ts';

/** How far was read: the highest of what the server and this device say, or what was set here until the server knows. */
export const readSeqOf = (row: Pick<ConversationRow, 'base' | 'localReadSeq' | 'localReset'>): Seq =>
  row.localReset ? (row.localReadSeq ?? 0) : Math.max(row.base?.readSeq ?? 0, row.localReadSeq ?? 0);

export const toCachedConversation = (row: ConversationRow): CachedConversation => ({
  conversation: row.conversation,
  joined: row.joined,
  readSeq: readSeqOf(row),
  unread: row.unread,
  unreadMentions: row.unreadMentions,
  headSeq: row.headSeq,
  lastMessageAt: row.lastMessageAt,
});
