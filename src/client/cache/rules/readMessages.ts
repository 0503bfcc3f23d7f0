import type { ConversationId, MessageId, UserId } from '../../../shared/model/ids.ts';
import type { Message } from '../../../shared/model/message.ts';
import type { CachedThread } from '../Cache.ts';
import { covers, rangeAt } from './ranges.ts';
import { type Steps, take } from './steps.ts';
import type { Tables } from './Tables.ts';

/** A message, if it stands where no message is missing. */
export function* readMessage(tables: Tables, id: MessageId): Steps<Message | undefined> {
  const found = yield* take(tables.messages.find(id));
  const row = found && (yield* take(tables.conversations.at(found.key)));
  const held = row && rangeAt(yield* take(tables.ranges.of(row.key)), found.seq);
  return held && found.as(row.conversation.id);
}

/** A message that is here, with the replies that are. */
export function* readThread(tables: Tables, id: MessageId): Steps<CachedThread | undefined> {
  const message = yield* readMessage(tables, id);
  const row = message && (yield* take(tables.conversations.get(message.conversationId)));
  if (message === undefined || row === undefined) return undefined;
  const held = yield* take(tables.ranges.of(row.key));
  const all = yield* take(tables.messages.replies(id, row.conversation.id));
  const replies = all.filter(({ seq }) => rangeAt(held, seq) !== undefined);
  return { message, replies, complete: covers(held, message.seq, row.headSeq) };
}

/** Who is in a conversation. */
export function* readMembers(tables: Tables, id: ConversationId): Steps<UserId[]> {
  const row = yield* take(tables.conversations.get(id));
  return row ? yield* take(tables.members.of(row.key)) : [];
}
