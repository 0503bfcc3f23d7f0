import type { ConversationId } from '../../../shared/model/ids.ts';
import { type Invite, inviteIdSchema } from '../../../shared/model/running.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import { newId } from '../../newId.ts';
import type { NewInvite } from '../RunningStore.ts';
import type { Actor, Parsed } from '../Store.ts';
import { auditActorOf, note } from './audit.ts';
import { permissionsOf, requireGovernable, requirePermission } from './governing.ts';
import { requireRunner } from './governingPeople.ts';
import type { CommandContext } from './groupCommit.ts';
import { noConversation } from './membership.ts';
import { findRepeatOf, keepRequestOf, NO_CONVERSATION } from './repeats.ts';
import type { Tables } from './tables.ts';

/** Refuses what nobody can be brought into, and what is not for this person to bring others into. */
function requireInvitable(tables: Tables, actorId: Actor, id: ConversationId): void {
  if (actorId !== null) {
    const conversation = requireGovernable(tables, actorId, id);
    const { addMembers } = permissionsOf(tables, conversation, actorId);
    requirePermission(addMembers, 'add people', conversation);
    return;
  }
  const conversation = tables.conversations.find(id);
  if (conversation === undefined) throw noConversation();
  if (conversation.kind === 'direct' || conversation.everyone || conversation.archivedAt !== undefined)
    throw new RequestError('forbidden', 'Nobody can be added to this conversation.');
}

export function createInvite(
  tables: Tables,
  context: CommandContext,
  actorId: Actor,
  { codeHash, role, expiresAt, uses, conversationIds: named = [] }: NewInvite,
): Invite {
  requireRunner(tables, actorId, 'invite');
  const conversationIds = [...new Set(named)];
  if (role === 'admin' && actorId !== null && tables.users.find(actorId)?.role !== 'owner')
    throw new RequestError('forbidden', 'Nobody may raise another to their own rank.');
  if (role === 'guest' && conversationIds.length === 0)
    throw new RequestError(
      'invalid',
      'conversationIds: a guest sees nothing but where they were added: name at least one',
    );
  for (const id of conversationIds) requireInvitable(tables, actorId, id);
  const invite: Invite = {
    id: inviteIdSchema.parse(newId(context.at)),
    role,
    createdBy: actorId,
    createdAt: context.at,
    expiresAt,
    uses,
    usesLeft: uses,
    revokedAt: null,
    conversationIds,
    userIds: [],
  };
  tables.invites.insert(invite, codeHash);
  const detail = { inviteId: invite.id, role, uses, expiresAt };
  note(tables, context, { actor: auditActorOf(actorId), act: 'invite.created', detail });
  return invite;
}

/** All there have been, newest first. */
export function readInvites(tables: Tables, actorId: Actor): Invite[] {
  requireRunner(tables, actorId, 'see invites');
  return tables.invites.all();
}

/** Nobody comes by it from now on; who came by it stays. A second time changes nothing. */
export function revokeInvite(
  tables: Tables,
  context: CommandContext,
  actorId: Actor,
  { inviteId, clientId }: Parsed<'invite:revoke'>,
): Invite {
  const request = 'invite:revoke';
  requireRunner(tables, actorId, 'revoke invites');
  const invite = tables.invites.find(inviteId);
  if (invite === undefined) throw new RequestError('not_found', 'There is no such invite.');
  if (findRepeatOf(tables, actorId, clientId, request) || invite.revokedAt !== null) return invite;
  keepRequestOf(tables, context, actorId, clientId, { request, conversationId: NO_CONVERSATION });
  tables.invites.revoke(inviteId, context.at);
  note(tables, context, { actor: auditActorOf(actorId), act: 'invite.revoked', detail: { inviteId } });
  return { ...invite, revokedAt: context.at };
}
