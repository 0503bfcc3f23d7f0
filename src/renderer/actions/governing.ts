import type { UserId } from '../../shared/model/ids.ts';
import type { ConversationRole } from '../../shared/model/permissions.ts';
import type { App } from '../store/app.ts';
import type { Where } from './messages.ts';
import { queue } from './queue.ts';

/** What a conversation may be made to say of itself; what is left out stays. */
export type ConversationChange = {
  name?: string;
  topic?: string | null;
  description?: string | null;
  archived?: boolean;
  /** `null` keeps messages for good. */
  retentionDays?: number | null;
};

/** Changes what a conversation says of itself: now, or when there is a connection again. */
export const changeConversation = (app: App, where: Where, change: ConversationChange): Promise<boolean> =>
  queue(app, where.spaceId, where.conversationId, {
    name: 'conversation:change',
    payload: { conversationId: where.conversationId, ...change },
  });

export const addPeople = (app: App, where: Where, userIds: UserId[]): Promise<boolean> =>
  queue(app, where.spaceId, where.conversationId, {
    name: 'member:add',
    payload: { conversationId: where.conversationId, userIds },
  });

export const removePerson = (app: App, where: Where, userId: UserId): Promise<boolean> =>
  queue(app, where.spaceId, where.conversationId, {
    name: 'member:remove',
    payload: { conversationId: where.conversationId, userId },
  });

export const giveRole = (app: App, where: Where, userId: UserId, role: ConversationRole): Promise<boolean> =>
  queue(app, where.spaceId, where.conversationId, {
    name: 'member:role',
    payload: { conversationId: where.conversationId, userId, role },
  });
