import type { Conversation } from '../../../shared/model/conversation.ts';
import type { ConversationId, UserId } from '../../../shared/model/ids.ts';
import {
  type ConversationRole,
  type Permissions,
  permissionsIn,
  roleIn,
} from '../../../shared/model/permissions.ts';
import { conversationStream } from '../../../shared/model/stream.ts';
import { isAdmin } from '../../../shared/model/user.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import { findEntry } from './entries.ts';
import { noConversation, notIn } from './membership.ts';
import type { Tables } from './tables.ts';

/** What a member is in a conversation. */
export const roleOf = (tables: Tables, conversation: Conversation, userId: UserId): ConversationRole =>
  roleIn(conversation, userId, findEntry(tables, conversationStream(conversation.id), 'role', userId));

/** What a person may do in a conversation. */
export function permissionsOf(tables: Tables, conversation: Conversation, userId: UserId): Permissions {
  const isMember = tables.memberships.access(conversation.id, userId) === 'member';
  return permissionsIn(conversation, {
    spaceRole: tables.users.find(userId)?.role ?? 'guest',
    role: isMember ? roleOf(tables, conversation, userId) : undefined,
  });
}

/** A conversation that a person may do something about: one they are in, or may see and run the space of. */
export function requireGovernable(tables: Tables, userId: UserId, id: ConversationId): Conversation {
  const conversation = tables.conversations.find(id);
  const access = tables.memberships.access(id, userId);
  if (conversation === undefined || access === 'hidden') throw noConversation();
  const user = tables.users.find(userId);
  if (access === 'visible' && !(user && isAdmin(user.role))) throw notIn();
  if (conversation.kind === 'direct')
    throw new RequestError('forbidden', 'A direct message is its two people’s and stays as it is.');
  return conversation;
}

/** Refuses what a person may not do, in the words of what it is; for what only an archive stands against, of that. */
export function requirePermission(
  may: boolean,
  what: string,
  { archivedAt }: Partial<Conversation> = {},
): void {
  if (may) return;
  if (archivedAt !== undefined)
    throw new RequestError('forbidden', 'This conversation is archived: it can only be read.');
  throw new RequestError('forbidden', `You may not ${what} here.`);
}
