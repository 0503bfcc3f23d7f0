import { type Conversation, conversationExtras } from '../../../shared/model/conversation.ts';
import type { ConversationId, UserId } from '../../../shared/model/ids.ts';
import type { Notice } from '../../../shared/model/message.ts';
import { conversationStream, directoryStream, userStream } from '../../../shared/model/stream.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import type { Actor } from '../Store.ts';
import { append } from './append.ts';
import { setEntry } from './entries.ts';
import type { CommandContext } from './groupCommit.ts';
import { introduce } from './guests.ts';
import { addNotice } from './notices.ts';
import { forgetConversation, listens, tell } from './notifications.ts';
import { readStateOf } from './readState.ts';
import type { Tables } from './tables.ts';

export const noConversation = () => new RequestError('not_found', 'There is no such conversation.');

export const notIn = () => new RequestError('forbidden', 'Only members may do this: join first.');

/** A repeat is answered though its author may have left since (S5): then without what only members know. */
export function asKnownTo(tables: Tables, conversation: Conversation, userId: UserId): Conversation {
  const access = tables.memberships.access(conversation.id, userId);
  if (access === 'member') return conversation;
  if (access === 'visible') return { ...conversation, memberIds: [] };
  const known = { ...conversation, name: null, memberIds: [] };
  for (const name of Object.keys(conversationExtras) as (keyof typeof conversationExtras)[])
    delete known[name];
  return known;
}

/** Refuses who is not in a conversation; a private one does not exist for them. */
export function requireMember(tables: Tables, userId: UserId, conversationId: ConversationId): void {
  const access = tables.memberships.access(conversationId, userId);
  if (access === 'hidden') throw noConversation();
  if (access === 'visible') throw notIn();
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

type NewMembers = {
  conversation: Conversation;
  memberIds: readonly UserId[];
  actorId: UserId;
  /** What the timeline says of it. */
  notice?: Notice;
};

/** Adds people: they have read everything up to their coming. Whoever is added must be subscribed before. */
function addMembers(
  tables: Tables,
  context: CommandContext,
  { conversation, memberIds, actorId, notice }: NewMembers,
) {
  const { id } = conversation;
  const stream = conversationStream(id);
  introduce(tables, context, id, memberIds, actorId);
  for (const userId of memberIds)
    append(tables, context, { stream, type: 'member.joined', actorId, data: () => ({ userId }) });
  if (notice) addNotice(tables, context, id, actorId, notice);
  const readSeq = tables.streams.head(stream);
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

/** Tells people that another brought them into a conversation. */
export function tellOfInvitation(
  tables: Tables,
  context: CommandContext,
  { id: conversationId }: Conversation,
  userIds: readonly UserId[],
  actorId: UserId,
): void {
  const about = { type: 'invitation' as const, conversationId, actorId };
  for (const userId of userIds)
    if (userId !== actorId && listens(tables, userId, actorId))
      tell(tables, context, userId, { key: `invitation:${conversationId}`, about, actorId });
}

/** Lets people into what exists already; answers with it as it is then. */
export function admit(
  tables: Tables,
  context: CommandContext,
  conversation: Conversation,
  userIds: readonly UserId[],
  actorId: UserId,
  notice?: Notice,
): Conversation {
  const stream = conversationStream(conversation.id);
  for (const userId of userIds) context.changes.push({ kind: 'subscribed', userId, stream });
  const memberIds = [...conversation.memberIds, ...userIds];
  const changed = renamedBy(tables, context, conversation, memberIds, actorId);
  const told = notice === undefined ? {} : { notice };
  addMembers(tables, context, { conversation: changed, memberIds: userIds, actorId, ...told });
  return changed;
}

/**
 * Takes one person out, as themselves, by another's doing or by the space's own, of which the timeline says nothing:
 * nothing of the conversation reaches them from here on (S13), and what they were there they are no longer.
 */
export function dismiss(
  tables: Tables,
  context: CommandContext,
  conversation: Conversation,
  userId: UserId,
  actorId: Actor,
): Conversation {
  const { id } = conversation;
  const stream = conversationStream(id);
  tables.memberships.remove(id, userId);
  context.changes.push({ kind: 'unsubscribed', userId, stream });
  append(tables, context, { stream, type: 'member.left', actorId, data: () => ({ userId }) });
  const memberIds = conversation.memberIds.filter((memberId) => memberId !== userId);
  const changed = renamedBy(tables, context, conversation, memberIds, actorId);
  setEntry(tables, context, { stream, actorId, kind: 'role', key: userId, value: null });
  const notice: Notice = actorId === userId ? { type: 'left' } : { type: 'removed', userId };
  if (actorId !== null) addNotice(tables, context, id, actorId, notice);
  forgetConversation(tables, context, userId, id);
  append(tables, context, {
    stream: userStream(userId),
    type: 'conversation.left',
    actorId,
    data: () => ({ conversationId: id }),
  });
  return changed;
}

/** A group is named by its people: who comes or goes changes it. */
function renamedBy(
  tables: Tables,
  context: CommandContext,
  conversation: Conversation,
  memberIds: UserId[],
  actorId: Actor,
): Conversation {
  if (conversation.kind !== 'group') return conversation;
  const { id } = conversation;
  tables.conversations.setMembers(id, memberIds);
  const changed = { ...conversation, memberIds };
  const stream = conversationStream(id);
  const data = () => ({ conversation: changed });
  append(tables, context, { stream, type: 'conversation.changed', actorId, data });
  return changed;
}
