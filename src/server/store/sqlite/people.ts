import { type UserId, userIdSchema } from '../../../shared/model/ids.ts';
import { governing } from '../../../shared/model/permissions.ts';
import type { AuditAct } from '../../../shared/model/running.ts';
import { directoryStream, userStream } from '../../../shared/model/stream.ts';
import { isActive, type User, type UserState } from '../../../shared/model/user.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import type { PasswordChange } from '../RunningStore.ts';
import type { Actor, Parsed } from '../Store.ts';
import { append } from './append.ts';
import { auditActorOf, note } from './audit.ts';
import { noPerson, requireGoverned, requireRunner } from './governingPeople.ts';
import type { CommandContext } from './groupCommit.ts';
import { mayKnow, tellGuests } from './guests.ts';
import { admit, dismiss } from './membership.ts';
import { aboutSubject, findRepeatOf, keepRequestOf } from './repeats.ts';
import type { RequestRow } from './requestRows.ts';
import { endSessions } from './sessions.ts';
import type { Tables } from './tables.ts';

const theOwner = () =>
  new RequestError('forbidden', 'The owner of a space stays what they are until they give it to another.');

/** Writes a person as they are from now on, and tells it to all who may know of them. */
export function changePerson(tables: Tables, context: CommandContext, user: User, actorId: Actor): void {
  tables.users.update(user);
  const data = () => ({ user });
  append(tables, context, { stream: directoryStream, type: 'user.changed', actorId, data });
  tellGuests(tables, context, user, actorId);
}

/** Everyone, in the order in which they came. */
export function readPeople(tables: Tables, actorId: Actor): User[] {
  requireRunner(tables, actorId, 'list everyone');
  return tables.users.all();
}

export function setUserRole(
  tables: Tables,
  context: CommandContext,
  actorId: Actor,
  { userId, role, clientId }: Parsed<'user:role'>,
): User {
  const request = 'user:role';
  const repeat = findRepeatOf(tables, actorId, clientId, request);
  if (repeat) return personAgain(tables, repeat, actorId);
  const user = requireGoverned(tables, actorId, userId, 'say who is what');
  if (user.role === 'owner') throw theOwner();
  const actor = actorId === null ? undefined : tables.users.find(actorId);
  if (actor && !governing(actor, user).give(role))
    throw new RequestError('forbidden', 'Nobody may raise another to their own rank.');
  keepRequestOf(tables, context, actorId, clientId, aboutSubject(request, userId));
  if (user.role === role) return user;
  const changed = { ...user, role };
  changePerson(tables, context, changed, actorId);
  if (role === 'guest') becomeGuest(tables, context, userId);
  else if (user.role === 'guest') becomeMember(tables, context, userId);
  const detail = { from: user.role, to: role };
  note(tables, context, { actor: auditActorOf(actorId), act: 'user.role', userId, detail });
  return changed;
}

/** A guest is only where somebody has added them: not where everyone is. */
function becomeGuest(tables: Tables, context: CommandContext, userId: UserId): void {
  for (const conversation of tables.conversations.forEveryone())
    if (tables.memberships.access(conversation.id, userId) === 'member')
      dismiss(tables, context, conversation, userId, null);
  // Their own stream does not tell what they could learn from the directory until now: whoever comes back with a cursor
  // of an earlier time as a guest takes a snapshot.
  const stream = userStream(userId);
  tables.events.expire(stream, tables.streams.head(stream));
  context.changes.push({ kind: 'cutOff', userId });
}

function becomeMember(tables: Tables, context: CommandContext, userId: UserId): void {
  for (const conversation of tables.conversations.forEveryone())
    if (tables.memberships.access(conversation.id, userId) !== 'member')
      admit(tables, context, conversation, [userId], userId);
  context.changes.push({ kind: 'cutOff', userId });
}

const ACTS: Record<UserState, AuditAct> = {
  active: 'user.reactivated',
  deactivated: 'user.deactivated',
  banned: 'user.banned',
};

export function setUserState(
  tables: Tables,
  context: CommandContext,
  actorId: Actor,
  { userId, state, reason, clientId }: Parsed<'user:state'>,
): User {
  const request = 'user:state';
  const repeat = findRepeatOf(tables, actorId, clientId, request);
  if (repeat) return personAgain(tables, repeat, actorId);
  const user = requireGoverned(tables, actorId, userId, 'say who may come in');
  if (user.role === 'owner') throw theOwner();
  keepRequestOf(tables, context, actorId, clientId, aboutSubject(request, userId));
  const { state: before = 'active', ...rest } = user;
  if (before === state) return user;
  const changed: User = state === 'active' ? rest : { ...rest, state };
  // First, so that they do not hear of it: a session hears what came before its end.
  if (!isActive(changed)) {
    endSessions(tables, context, userId);
    context.changes.push({ kind: 'cutOff', userId });
  }
  changePerson(tables, context, changed, actorId);
  const detail = reason === undefined ? {} : { reason };
  note(tables, context, { actor: auditActorOf(actorId), act: ACTS[state], userId, detail });
  return changed;
}

/** Answers with the one who owns the space from now on. */
export function transferSpace(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { userId, clientId }: Parsed<'space:transfer'>,
): User {
  const request = 'space:transfer';
  const repeat = findRepeatOf(tables, actorId, clientId, request);
  if (repeat) return personAgain(tables, repeat, actorId);
  const actor = tables.users.find(actorId);
  if (actor?.role !== 'owner')
    throw new RequestError('forbidden', 'Only who owns the space may give it to another.');
  const other = tables.users.find(userId);
  if (other === undefined) throw noPerson(userId);
  if (other.id === actorId || other.role === 'guest' || !isActive(other))
    throw new RequestError('conflict', 'A space is given to another person who is a member and may come in.');
  keepRequestOf(tables, context, actorId, clientId, aboutSubject(request, userId));
  const owner: User = { ...other, role: 'owner' };
  changePerson(tables, context, owner, actorId);
  changePerson(tables, context, { ...actor, role: 'admin' }, actorId);
  note(tables, context, { actor: auditActorOf(actorId), act: 'space.transferred', userId });
  return owner;
}

/** A repeat is answered with the person it was about, as they are: to who may still know of them. */
function personAgain(tables: Tables, { subjectId }: RequestRow, actorId: Actor): User {
  const user = subjectId === null ? undefined : tables.users.find(userIdSchema.parse(subjectId));
  if (user === undefined || (actorId !== null && !mayKnow(tables, actorId, user.id)))
    throw noPerson(subjectId ?? 'of this id');
  return user;
}

export function changePassword(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { checkedHash, passwordHash, sessionId }: PasswordChange,
): void {
  // Checking and hashing take a while, in which all may have been ended and another password given.
  if (tables.sessions.userOf(sessionId) !== actorId)
    throw new RequestError('unauthorized', 'This session has ended: sign in again.');
  if (tables.users.passwordHash(actorId) !== checkedHash)
    throw new RequestError('forbidden', 'The password is wrong.');
  tables.users.setPassword(actorId, passwordHash);
  endSessions(tables, context, actorId, sessionId);
  note(tables, context, { actor: auditActorOf(actorId), act: 'user.passwordChanged', userId: actorId });
}

export function requireResettable(tables: Tables, actorId: Actor, userId: UserId): void {
  requireGoverned(tables, actorId, userId, 'reset passwords');
}

export function resetPassword(
  tables: Tables,
  context: CommandContext,
  actorId: Actor,
  { userId, passwordHash }: { userId: UserId; passwordHash: string },
): void {
  requireResettable(tables, actorId, userId);
  tables.users.setPassword(userId, passwordHash);
  endSessions(tables, context, userId);
  note(tables, context, { actor: auditActorOf(actorId), act: 'user.passwordReset', userId });
}
