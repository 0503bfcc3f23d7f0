import { type Conversation, MAX_GROUP } from '../../../shared/model/conversation.ts';
import type { ConversationId } from '../../../shared/model/ids.ts';
import { mayInviteAs, permissionsIn } from '../../../shared/model/permissions.ts';
import { type Invite, type InviteId, inviteIdSchema } from '../../../shared/model/running.ts';
import { isActive, type Role } from '../../../shared/model/user.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import { newId } from '../../newId.ts';
import type { NewInvite } from '../RunningStore.ts';
import type { Actor, Parsed } from '../Store.ts';
import { auditActorOf, note } from './audit.ts';
import { permissionsOf, requireGovernable, requirePermission } from './governing.ts';
import { requireRunner } from './governingPeople.ts';
import type { CommandContext } from './groupCommit.ts';
import { noConversation } from './membership.ts';
import { aboutSubject, findRepeatOf, keepRequestOf } from './repeats.ts';
import type { Tables } from './tables.ts';

/** Whether somebody may bring others into a conversation that they may know of; whoever runs the server into any. */
const mayAddTo = (tables: Tables, actorId: Actor, conversation: Conversation): boolean =>
  actorId === null
    ? permissionsIn(conversation, { spaceRole: 'owner', role: undefined }).addMembers
    : permissionsOf(tables, conversation, actorId).addMembers;

/** Refuses what nobody can be brought into, and what is not for this person to bring others into. */
function requireInvitable(tables: Tables, actorId: Actor, id: ConversationId): void {
  const conversation =
    actorId === null ? tables.conversations.find(id) : requireGovernable(tables, actorId, id);
  if (conversation === undefined) throw noConversation();
  requirePermission(mayAddTo(tables, actorId, conversation), 'add people', conversation);
}

const mayInvite = (tables: Tables, actorId: Actor, role: Role): boolean => {
  const actor = actorId === null ? undefined : tables.users.find(actorId);
  return actorId === null || (actor !== undefined && isActive(actor) && mayInviteAs(actor, role));
};

type Leading = Pick<Invite, 'role' | 'createdBy' | 'conversationIds'>;

/** Where an invite leads now: where there is room, and its maker may still bring others. */
export function placesOf(tables: Tables, { createdBy, conversationIds }: Leading): Conversation[] {
  return conversationIds.flatMap((id) => {
    const conversation = tables.conversations.find(id);
    if (conversation === undefined || !mayAddTo(tables, createdBy, conversation)) return [];
    if (createdBy !== null && tables.memberships.access(id, createdBy) === 'hidden') return [];
    const isFull = conversation.kind === 'group' && conversation.memberIds.length >= MAX_GROUP;
    return isFull ? [] : [conversation];
  });
}

/** Whether an invite lets nobody in just now: its maker may not make it any more, or a guest would be nowhere. */
export const rests = (tables: Tables, invite: Leading): boolean =>
  !mayInvite(tables, invite.createdBy, invite.role) ||
  (invite.role === 'guest' && placesOf(tables, invite).length === 0);

export function createInvite(
  tables: Tables,
  context: CommandContext,
  actorId: Actor,
  { codeHash, role, expiresAt, uses, conversationIds: named = [] }: NewInvite,
): Invite {
  requireRunner(tables, actorId, 'invite');
  const conversationIds = [...new Set(named)];
  if (!mayInvite(tables, actorId, role))
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

/** All there have been, newest first; each says whether it rests. */
export function readInvites(tables: Tables, actorId: Actor): Invite[] {
  requireRunner(tables, actorId, 'see invites');
  return tables.invites
    .all()
    .map((invite) => (rests(tables, invite) ? { ...invite, resting: true } : invite));
}

function requireInvite({ invites }: Tables, id: string | null): Invite {
  const invite = id === null ? undefined : invites.find(id);
  if (invite === undefined) throw new RequestError('not_found', 'There is no such invite.');
  return invite;
}

/** Nobody comes by it from now on; who came by it stays. A second time changes nothing. */
export function revokeInvite(
  tables: Tables,
  context: CommandContext,
  actorId: Actor,
  { inviteId, clientId }: Parsed<'invite:revoke'>,
): Invite {
  const request = 'invite:revoke';
  const repeat = findRepeatOf(tables, actorId, clientId, request);
  if (repeat) return requireInvite(tables, repeat.subjectId);
  requireRunner(tables, actorId, 'revoke invites');
  const invite = requireInvite(tables, inviteId);
  if (invite.revokedAt !== null) return invite;
  keepRequestOf(tables, context, actorId, clientId, aboutSubject(request, inviteId));
  tables.invites.revoke(inviteId, context.at);
  note(tables, context, { actor: auditActorOf(actorId), act: 'invite.revoked', detail: { inviteId } });
  return { ...invite, revokedAt: context.at };
}

/** Ends an invite that nobody revoked. */
export function voidInvite(tables: Tables, context: CommandContext, inviteId: InviteId, why: string): void {
  const invite = tables.invites.find(inviteId);
  if (invite === undefined || invite.revokedAt !== null) return;
  tables.invites.revoke(inviteId, context.at);
  note(tables, context, { actor: { kind: 'space' }, act: 'invite.revoked', detail: { inviteId, why } });
}
