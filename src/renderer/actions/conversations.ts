import type { AppError } from '../../shared/ipc/contract.ts';
import type { ConversationId, SpaceId, UserId } from '../../shared/model/ids.ts';
import type { App } from '../store/app.ts';
import { openConversation, raiseToast } from './navigate.ts';

/** Creates a channel and opens it; it waits in the outbox when there is no connection. */
export async function createChannel(
  app: App,
  spaceId: SpaceId,
  channel: { name: string; private: boolean },
): Promise<AppError | null> {
  const created = await app.api.call('conversations:create', { spaceId, kind: 'channel', ...channel });
  if (!created.ok) return created.error;
  openConversation(app, spaceId, created.data.conversationId);
  return null;
}

/** Opens the group of some people, which begins when there is none; of one person their direct message. */
export async function openAmong(app: App, spaceId: SpaceId, userIds: UserId[]): Promise<void> {
  const [first, ...more] = userIds;
  if (first !== undefined && more.length === 0) return openDirect(app, spaceId, first);
  const created = await app.api.call('conversations:create', { spaceId, kind: 'group', userIds });
  if (created.ok) openConversation(app, spaceId, created.data.conversationId);
  else raiseToast(app, 'problem', 'toast.failed');
}

/** Opens the direct conversation with someone, which begins when there is none. */
export async function openDirect(app: App, spaceId: SpaceId, userId: UserId): Promise<void> {
  const { conversations, spaces } = app.store.getState();
  const me = spaces[spaceId]?.userId;
  const existing = Object.values(conversations[spaceId] ?? {}).find(
    ({ kind, memberIds }) =>
      kind === 'direct' && (userId === me ? memberIds.every((id) => id === me) : memberIds.includes(userId)),
  );
  if (existing !== undefined) {
    openConversation(app, spaceId, existing.id);
    return;
  }
  const created = await app.api.call('conversations:create', { spaceId, kind: 'direct', userId });
  if (created.ok) openConversation(app, spaceId, created.data.conversationId);
  else raiseToast(app, 'problem', 'toast.failed');
}

export async function joinConversation(
  app: App,
  spaceId: SpaceId,
  conversationId: ConversationId,
): Promise<void> {
  const joined = await app.api.call('conversations:join', { spaceId, conversationId });
  if (!joined.ok) raiseToast(app, 'problem', 'toast.failed');
}

export async function leaveConversation(
  app: App,
  spaceId: SpaceId,
  conversationId: ConversationId,
): Promise<void> {
  const left = await app.api.call('conversations:leave', { spaceId, conversationId });
  if (!left.ok) raiseToast(app, 'problem', 'toast.failed');
}

/** Asks who is in a conversation, unless that is known; what changes afterwards is told. */
export async function loadMembers(
  app: App,
  spaceId: SpaceId,
  conversationId: ConversationId,
): Promise<boolean> {
  const found = await app.api.call('conversations:members', { spaceId, conversationId });
  if (!found.ok) return false;
  const { userIds } = found.data;
  app.store.setState((state) => ({ members: { ...state.members, [conversationId]: userIds } }));
  return true;
}
