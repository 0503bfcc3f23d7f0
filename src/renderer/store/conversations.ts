import type { ConversationView } from '../../shared/ipc/views.ts';
import type { ConversationId, SpaceId, UserId } from '../../shared/model/ids.ts';
import { keyed, renamed, without } from './records.ts';

export type ConversationsById = Readonly<Record<ConversationId, ConversationView>>;

/** The conversations of each space, and the members of those that were asked for. */
export type ConversationsSlice = {
  conversations: Readonly<Record<SpaceId, ConversationsById>>;
  members: Readonly<Record<ConversationId, readonly UserId[]>>;
  /** The id a conversation had while it was being created here, so that its open view stays the same view. */
  bornAs: Readonly<Record<ConversationId, ConversationId>>;
};

export const initialConversations: ConversationsSlice = { conversations: {}, members: {}, bornAs: {} };

/** A view from before the one that is held (an older head) changes nothing. */
export function putConversations(
  slice: ConversationsSlice,
  spaceId: SpaceId,
  views: readonly ConversationView[],
): Partial<ConversationsSlice> {
  const held = slice.conversations[spaceId];
  const newer = views.filter((view) => (held?.[view.id]?.headSeq ?? 0) <= view.headSeq);
  return {
    conversations: { ...slice.conversations, [spaceId]: { ...held, ...keyed(newer, (view) => view.id) } },
  };
}

export function removeConversations(
  slice: ConversationsSlice,
  spaceId: SpaceId,
  ids: readonly ConversationId[],
): Partial<ConversationsSlice> {
  const held = slice.conversations[spaceId];
  if (held === undefined) return {};
  return {
    conversations: { ...slice.conversations, [spaceId]: without(held, ids) },
    members: without(slice.members, ids),
  };
}

export function replaceConversation(
  slice: ConversationsSlice,
  spaceId: SpaceId,
  from: ConversationId,
  to: ConversationId,
): Partial<ConversationsSlice> {
  const held = slice.conversations[spaceId];
  const old = held?.[from];
  if (held === undefined || old === undefined) return {};
  // The real one may have been told already; what it says then holds.
  const moved = held[to] ?? { ...old, id: to, pending: null };
  return {
    conversations: { ...slice.conversations, [spaceId]: { ...without(held, [from]), [to]: moved } },
    members: renamed(slice.members, from, to),
    bornAs: { ...slice.bornAs, [to]: slice.bornAs[from] ?? from },
  };
}

export function changeMembers(
  slice: ConversationsSlice,
  conversationId: ConversationId,
  joined: readonly UserId[],
  left: readonly UserId[],
): Partial<ConversationsSlice> {
  const held = slice.members[conversationId];
  if (held === undefined) return {};
  const kept = held.filter((id) => !left.includes(id) && !joined.includes(id));
  return { members: { ...slice.members, [conversationId]: [...kept, ...joined] } };
}
