import { type Conversation, MAX_GROUP } from '../../../shared/model/conversation.ts';
import type { Entry } from '../../../shared/model/entry.ts';
import type { UserId } from '../../../shared/model/ids.ts';
import { conversationStream } from '../../../shared/model/stream.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import type { Parsed } from '../Store.ts';
import { auditActorOf, note } from './audit.ts';
import { setEntry } from './entries.ts';
import { permissionsOf, requireGovernable, requirePermission, roleOf } from './governing.ts';
import type { CommandContext } from './groupCommit.ts';
import { requirePeople } from './guests.ts';
import { admit, asKnownTo, dismiss, noConversation, tellOfInvitation } from './membership.ts';
import { addNotice } from './notices.ts';
import { findRepeat, keepRequest } from './repeats.ts';
import type { RequestRow } from './requestRows.ts';
import type { Tables } from './tables.ts';

/** Who is added sees what was written before (S3). */
export function addMembers(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { conversationId, userIds, clientId }: Parsed<'member:add'>,
): Conversation {
  const repeat = findRepeat(tables, actorId, clientId, 'member:add');
  if (repeat) return again(tables, repeat, actorId);
  const conversation = requireGovernable(tables, actorId, conversationId);
  requirePermission(permissionsOf(tables, conversation, actorId).addMembers, 'add people', conversation);
  requirePeople(tables, actorId, userIds);
  const added = [...new Set(userIds)].filter(
    (userId) => tables.memberships.access(conversationId, userId) !== 'member',
  );
  if (conversation.kind === 'group' && conversation.memberIds.length + added.length > MAX_GROUP)
    throw new RequestError('conflict', `A group is of ${MAX_GROUP} people at most: make it a channel.`);
  keepRequest(tables, context, actorId, clientId, { request: 'member:add', conversationId });
  if (added.length === 0) return conversation;
  const changed = admit(tables, context, conversation, added, actorId, { type: 'added', userIds: added });
  tellOfInvitation(tables, context, conversation, added, actorId);
  return changed;
}

export function removeMember(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { conversationId, userId, clientId }: Parsed<'member:remove'>,
): Conversation {
  const repeat = findRepeat(tables, actorId, clientId, 'member:remove');
  if (repeat) return again(tables, repeat, actorId);
  const conversation = requireGovernable(tables, actorId, conversationId);
  if (userId === actorId)
    throw new RequestError('invalid', 'userId: is your own; conversation:leave is for that');
  const may = permissionsOf(tables, conversation, actorId);
  requirePermission(may.remove(roleOf(tables, conversation, userId)), 'remove this person');
  keepRequest(tables, context, actorId, clientId, { request: 'member:remove', conversationId });
  if (tables.memberships.access(conversationId, userId) !== 'member') return conversation;
  const actor = auditActorOf(actorId);
  note(tables, context, { actor, act: 'member.removed', userId, conversationId });
  return dismiss(tables, context, conversation, userId, actorId);
}

/** A plain member is one that no entry speaks of. */
export function setRole(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { conversationId, userId, role, clientId }: Parsed<'member:role'>,
): Entry {
  const repeat = findRepeat(tables, actorId, clientId, 'member:role');
  if (repeat) return { kind: 'role', key: userId, value: roleAgain(tables, repeat, actorId, userId) };
  const conversation = requireGovernable(tables, actorId, conversationId);
  requirePermission(permissionsOf(tables, conversation, actorId).setRoles, 'say who moderates', conversation);
  if (tables.memberships.access(conversationId, userId) !== 'member')
    throw new RequestError('not_found', 'This person is not in the conversation.');
  if (userId === conversation.createdBy && role !== 'owner')
    throw new RequestError('forbidden', 'Who made a conversation owns it.');
  keepRequest(tables, context, actorId, clientId, { request: 'member:role', conversationId });
  const stream = conversationStream(conversationId);
  const value = role === 'member' || userId === conversation.createdBy ? null : role;
  const before = roleOf(tables, conversation, userId);
  if (before === role) return { kind: 'role', key: userId, value };
  const entry = setEntry(tables, context, { stream, actorId, kind: 'role', key: userId, value });
  addNotice(tables, context, conversationId, actorId, { type: 'role', userId, role });
  const about = { userId, conversationId, detail: { from: before, to: role } };
  note(tables, context, { actor: auditActorOf(actorId), act: 'member.role', ...about });
  return entry;
}

/** The entry as it stands, for who may still know it. */
function roleAgain(tables: Tables, { conversationId }: RequestRow, actorId: UserId, userId: UserId): unknown {
  if (tables.memberships.access(conversationId, actorId) === 'hidden') return null;
  return tables.entries.find(conversationStream(conversationId), 'role', userId) ?? null;
}

function again(tables: Tables, { conversationId }: RequestRow, actorId: UserId): Conversation {
  const conversation = tables.conversations.find(conversationId);
  if (conversation === undefined) throw noConversation();
  return asKnownTo(tables, conversation, actorId);
}
