import type { ConversationView, OutboxItem, SpaceView } from '../../shared/ipc/views.ts';
import type { ConversationId, SpaceId, UserId } from '../../shared/model/ids.ts';
import type { User } from '../../shared/model/user.ts';
import type { Presence } from '../../shared/protocol/signals.ts';
import { type ChannelNames, channelNames } from './channelNames.ts';
import { overlayConversations } from './conversationOverlay.ts';
import type { ConversationsById } from './conversations.ts';
import type { PresenceById } from './presence.ts';
import type { AppState } from './state.ts';
import type { UsersById } from './users.ts';

const noOutbox: readonly OutboxItem[] = [];
const noUsers: UsersById = {};
const nobody: PresenceById = new Map();
const noConversations: ConversationsById = {};

export const selectSpace = (state: AppState): SpaceView | undefined =>
  state.spaceId === null ? undefined : state.spaces[state.spaceId];

export const selectUsers = (state: AppState, spaceId: SpaceId): UsersById => state.users[spaceId] ?? noUsers;

/** The conversations of a space, with what waits to be changed about them laid over. */
export const selectConversations = (state: AppState, spaceId: SpaceId): ConversationsById =>
  overlayConversations(state.conversations[spaceId] ?? noConversations, selectOutbox(state, spaceId));

/** The channels of a space by their names, as messages name them. */
export const selectChannelNames = (state: AppState, spaceId: SpaceId): ChannelNames =>
  channelNames(selectConversations(state, spaceId));

export const selectOutbox = (state: AppState, spaceId: SpaceId): readonly OutboxItem[] =>
  state.outbox[spaceId] ?? noOutbox;

/** What was written in conversations that one is not in (any more), so that no timeline shows it (S13). */
export const unsentElsewhere = (
  outbox: readonly OutboxItem[],
  conversations: ConversationsById,
): OutboxItem[] =>
  outbox.filter(({ action, conversationId }) => {
    const conversation = conversations[conversationId];
    const isShown = conversation !== undefined && (conversation.joined || conversation.pending !== null);
    return action.kind === 'send' && !isShown;
  });

/** How people are there, which nobody knows without a connection. */
export const selectPresence = (state: AppState, spaceId: SpaceId): PresenceById =>
  state.presence[spaceId] ?? nobody;

/** How one person is there; `offline` where nothing is known. */
export const selectPresenceOf = (state: AppState, spaceId: SpaceId, userId: UserId): Presence =>
  selectPresence(state, spaceId).get(userId)?.presence ?? 'offline';

export const isConnected = (space: SpaceView | undefined): boolean =>
  space?.connection.status === 'online' || space?.connection.status === 'syncing';

export const selectShownId = (state: AppState): ConversationId | undefined =>
  state.spaceId === null ? undefined : state.shown[state.spaceId];

export const selectShown = (state: AppState): ConversationView | undefined => {
  const shownId = selectShownId(state);
  return state.spaceId === null || shownId === undefined
    ? undefined
    : selectConversations(state, state.spaceId)[shownId];
};

const noWords: readonly string[] = [];

/** The words to mark wherever they are read: those that are being searched for. */
export const selectMarks = (state: AppState): readonly string[] =>
  state.panel?.name === 'search' ? state.search.words : noWords;

/** The people by whom a group or direct message is named: all but oneself, or oneself when nobody else is there. */
export function namingPeople(
  conversation: ConversationView,
  users: UsersById,
  me: UserId,
): (User | undefined)[] {
  const others = conversation.memberIds.filter((id) => id !== me);
  return (others.length > 0 ? others : conversation.memberIds).map((id) => users[id]);
}

/** What a conversation is called: its own name, or its people's. */
export function conversationName(
  conversation: ConversationView,
  users: UsersById,
  me: UserId,
  unknown: string,
): string {
  if (conversation.name !== null) return conversation.name;
  const names = namingPeople(conversation, users, me).map((user) => user?.displayName ?? unknown);
  return names.length === 0 ? unknown : names.join(', ');
}

/** Whether this is a browser's page, which is for one space, and not the app. */
export const selectIsBrowser = (state: AppState): boolean => (state.facts?.browser ?? null) !== null;

/** Whether what is done here is kept and sent: in a browser one tab writes and others may only read. */
export const selectMayWrite = (state: AppState): boolean => state.facts?.browser?.writable !== false;

/** In a browser, the space that one has signed out of: nothing of it is kept there any more. */
export function selectSignedOut(state: AppState): SpaceView | undefined {
  const space = selectIsBrowser(state) ? selectSpace(state) : undefined;
  if (space?.connection.status !== 'stopped' || space.connection.reason !== 'signed_out') return undefined;
  const kept = Object.keys(state.conversations[space.spaceId] ?? {}).length > 0;
  return kept || state.content[space.spaceId] === 'loading' ? undefined : space;
}
