import type { UserId } from '../../shared/model/ids.ts';
import type { ConversationRole } from '../../shared/model/permissions.ts';
import type { QueuedRequest } from '../../shared/protocol/passedOn.ts';
import type { App } from '../store/app.ts';
import type { Where } from './messages.ts';
import { raiseToast } from './navigate.ts';

async function queue(app: App, { spaceId, conversationId }: Where, request: QueuedRequest): Promise<void> {
  const added = await app.api.call('outbox:add', { spaceId, conversationId, request });
  if (!added.ok) raiseToast(app, 'problem', 'toast.failed');
}

/** What a conversation may be made to say of itself; what is left out stays. */
export type ConversationChange = {
  name?: string;
  topic?: string | null;
  description?: string | null;
  archived?: boolean;
};

/** Changes what a conversation says of itself: now, or when there is a connection again. */
export const changeConversation = (app: App, where: Where, change: ConversationChange): Promise<void> =>
  queue(app, where, {
    name: 'conversation:change',
    payload: { conversationId: where.conversationId, ...change },
  });

export const addPeople = (app: App, where: Where, userIds: UserId[]): Promise<void> =>
  queue(app, where, { name: 'member:add', payload: { conversationId: where.conversationId, userIds } });

export const removePerson = (app: App, where: Where, userId: UserId): Promise<void> =>
  queue(app, where, { name: 'member:remove', payload: { conversationId: where.conversationId, userId } });

export const giveRole = (app: App, where: Where, userId: UserId, role: ConversationRole): Promise<void> =>
  queue(app, where, { name: 'member:role', payload: { conversationId: where.conversationId, userId, role } });
