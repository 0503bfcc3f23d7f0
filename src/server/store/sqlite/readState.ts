import type { ReadState } from '../../../shared/model/conversation.ts';
import type { ConversationId, Seq, UserId } from '../../../shared/model/ids.ts';
import { conversationStream, userStream } from '../../../shared/model/stream.ts';
import type { Tables } from './tables.ts';

/** How far a person has read, counted now; `userSeq` is given where an event about it is just being made. */
export function readStateOf(
  { streams, unread: unreadRows }: Tables,
  userId: UserId,
  conversationId: ConversationId,
  readSeq: Seq,
  userSeq: Seq = streams.head(userStream(userId)),
): ReadState {
  const asOf = streams.head(conversationStream(conversationId));
  const unread = unreadRows.count({ conversationId, afterSeq: readSeq, head: asOf, userId });
  return { readSeq, unread, asOf, userSeq };
}
