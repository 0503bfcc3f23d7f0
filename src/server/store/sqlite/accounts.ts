import { audienceNames } from '../../../shared/model/audience.ts';
import { conversationIdSchema, type UserId, userIdSchema } from '../../../shared/model/ids.ts';
import { directoryStream } from '../../../shared/model/stream.ts';
import { isAdmin, type Role, type User } from '../../../shared/model/user.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import { newId } from '../../newId.ts';
import type { Admission, LiveSession, NewAccount, NewInvite, NewSession, SessionRefresh } from '../Store.ts';
import { sessionIdSchema } from '../Store.ts';
import { append } from './append.ts';
import type { CommandContext } from './groupCommit.ts';
import { admit, foundConversation } from './membership.ts';
import type { Tables } from './tables.ts';

/** The role that an admission gives now; `undefined` when it does not let in. */
export function admittedRole({ users, invites }: Tables, admission: Admission, at: number): Role | undefined {
  if (users.isEmpty()) return admission.first ? 'owner' : undefined;
  const invited = admission.inviteHash === null ? undefined : invites.usableRole(admission.inviteHash, at);
  return invited ?? (admission.open ? 'member' : undefined);
}

export function createAccount(tables: Tables, context: CommandContext, account: NewAccount): User {
  const { users, invites, conversations } = tables;
  const { username, displayName, passwordHash, admission } = account;
  const role = admittedRole(tables, admission, context.at);
  if (role === undefined) throw new RequestError('forbidden', 'A valid invite is needed to register here.');
  if (isTaken(users, username)) throw new RequestError('conflict', `The name ${username} is taken.`);
  const user: User = {
    id: userIdSchema.parse(newId(context.at)),
    username,
    displayName,
    role,
    createdAt: context.at,
  };
  users.insert(user, passwordHash);
  if (admission.inviteHash !== null) invites.use(admission.inviteHash);
  append(tables, context, {
    stream: directoryStream,
    type: 'user.created',
    actorId: user.id,
    data: () => ({ user }),
  });
  if (role === 'owner') foundGeneral(tables, context, user.id);
  else
    for (const conversation of conversations.forEveryone())
      admit(tables, context, conversation, [user.id], user.id);
  return user;
}

const isTaken = (users: Tables['users'], username: string): boolean =>
  users.idOf(username) !== undefined || audienceNames.some((name) => name === username.toLowerCase());

/** The one channel that everyone is in, born with the space's owner. */
function foundGeneral(tables: Tables, context: CommandContext, ownerId: UserId): void {
  const general = {
    id: conversationIdSchema.parse(newId(context.at)),
    kind: 'channel' as const,
    name: 'general',
    private: false,
    everyone: true,
    memberIds: [],
    createdBy: ownerId,
    createdAt: context.at,
  };
  foundConversation(tables, context, general, [ownerId]);
}

export function startSession({ sessions }: Tables, { at }: CommandContext, session: NewSession) {
  const id = sessionIdSchema.parse(newId(at));
  sessions.insert(id, session.userId, at);
  sessions.insertToken(session.tokenHash, id, null, session.expiresAt);
  return id;
}

const signInAgain = () => new RequestError('unauthorized', 'This session has ended: sign in again.');

/**
 * `undefined` for a token that may not be used. One that was given up for its successor and comes back has
 * been copied: the session ends, whoever holds its tokens.
 */
export function refreshSession(
  tables: Tables,
  context: CommandContext,
  { tokenHash, nextTokenHash, expiresAt }: SessionRefresh,
): LiveSession | undefined {
  const { sessions, users } = tables;
  const token = sessions.findToken(tokenHash);
  if (token === undefined || token.expiresAt <= context.at) return undefined;
  const { sessionId } = token;
  if (token.spent) {
    sessions.end(sessionId, context.at);
    context.changes.push({ kind: 'sessionEnded', sessionId });
    return undefined;
  }
  sessions.spendOthers(sessionId, tokenHash);
  sessions.deleteExpiredTokens(sessionId, context.at);
  sessions.insertToken(nextTokenHash, sessionId, tokenHash, expiresAt);
  const user = users.find(token.userId);
  return user && { sessionId, user };
}

/** What `refreshSession` found, as the store's callers are told it: after the commit, since a reuse is stored. */
export function requireSession(session: LiveSession | undefined): LiveSession {
  if (session === undefined) throw signInAgain();
  return session;
}

export function endSession({ sessions }: Tables, context: CommandContext, tokenHash: string): void {
  const token = sessions.findToken(tokenHash);
  if (token === undefined) return;
  sessions.end(token.sessionId, context.at);
  context.changes.push({ kind: 'sessionEnded', sessionId: token.sessionId });
}

export function createInvite(
  tables: Tables,
  context: CommandContext,
  actorId: UserId | null,
  invite: NewInvite,
) {
  const actor = actorId === null ? undefined : tables.users.find(actorId);
  if (actorId !== null && !(actor && isAdmin(actor.role)))
    throw new RequestError('forbidden', 'Only owners and admins may invite.');
  tables.invites.insert(invite, actorId, context.at);
}
