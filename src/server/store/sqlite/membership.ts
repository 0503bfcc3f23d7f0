import type { Conversation } from '../../../shared/model/conversation.ts';
import type { ConversationId, UserId } from '../../../shared/model/ids.ts';
import { conversationStream, directoryStream, userStream } from '../../../shared/model/stream.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import { append } from './append.ts';
import type { CommandContext } from './groupCommit.ts';
import { readStateOf } from './readState.ts';
import type { Tables } from './tables.ts';

export const noConversation = () => new RequestError('not_found', 'There is no such conversation.');

/** Refuses who is not in a conversation; a private one does not exist for them. */
export function requireMember(tables: Tables, userId: UserId, conversationId: ConversationId): void {
  const access = tables.memberships.access(conversationId, userId);
  if (access === 'hidden') throw noConversation();
  if (access === 'visible') throw new RequestError('forbidden', 'Only members may do this: join first.');
}

/** Brings a conversation to be, with its first members: in their streams, and in the directory when it is public. */
export function foundConversation(
  tables: Tables,
  context: CommandContext,
  conversation: Conversation,
  memberIds: readonly UserId[],
): void {
  tables.conversations.insert(conversation);
  const actorId = conversation.createdBy;
  const stream = conversationStream(conversation.id);
  for (const userId of memberIds) context.changes.push({ kind: 'subscribed', userId, stream });
  const data = () => ({ conversation });
  append(tables, context, { stream, type: 'conversation.created', actorId, data });
  if (!conversation.private)
    append(tables, context, { stream: directoryStream, type: 'conversation.created', actorId, data });
  addMembers(tables, context, { conversation, memberIds, actorId });
}

type NewMembers = { conversation: Conversation; memberIds: readonly UserId[]; actorId: UserId };

/** Adds people: they have read everything up to their coming. Whoever is added must be subscribed before. */
function addMembers(
  tables: Tables,
  context: CommandContext,
  { conversation, memberIds, actorId }: NewMembers,
) {
  const { id } = conversation;
  const stream = conversationStream(id);
  for (const userId of memberIds)
    append(tables, context, { stream, type: 'member.joined', actorId, data: () => ({ userId }) });
  const readSeq = tables.events.head(stream);
  for (const userId of memberIds) {
    tables.memberships.insert(id, userId, readSeq, context.at);
    append(tables, context, {
      stream: userStream(userId),
      type: 'conversation.joined',
      actorId,
      data: (seq) => ({ conversation, read: readStateOf(tables, userId, id, readSeq, seq) }),
    });
  }
}

/** Adds one person to what exists already. */
export function addMember(
  tables: Tables,
  context: CommandContext,
  conversation: Conversation,
  userId: UserId,
) {
  context.changes.push({ kind: 'subscribed', userId, stream: conversationStream(conversation.id) });
  addMembers(tables, context, { conversation, memberIds: [userId], actorId: userId });
}

/** Takes one person out: nothing of the conversation reaches them from here on (S13). */
export function removeMember(
  tables: Tables,
  context: CommandContext,
  conversation: Conversation,
  userId: UserId,
) {
  const { id } = conversation;
  const stream = conversationStream(id);
  tables.memberships.remove(id, userId);
  context.changes.push({ kind: 'unsubscribed', userId, stream });
  append(tables, context, { stream, type: 'member.left', actorId: userId, data: () => ({ userId }) });
  if (conversation.kind === 'group') {
    const memberIds = conversation.memberIds.filter((memberId) => memberId !== userId);
    tables.conversations.setMembers(id, memberIds);
    const changed = { ...conversation, memberIds };
    const data = () => ({ conversation: changed });
    append(tables, context, { stream, type: 'conversation.changed', actorId: userId, data });
  }
  append(tables, context, {
    stream: userStream(userId),
    type: 'conversation.left',
    actorId: userId,
    data: () => ({ conversationId: id }),
  });
}
