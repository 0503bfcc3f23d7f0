import type { UserId } from '../../../shared/model/ids.ts';
import type { SessionInfo } from '../../../shared/model/running.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import { wrongPassword } from '../../auth/wrongPassword.ts';
import { newId } from '../../newId.ts';
import {
  type LiveSession,
  type NewSession,
  type Parsed,
  type SessionId,
  type SessionRefresh,
  sessionIdSchema,
} from '../Store.ts';
import { auditActorOf, note } from './audit.ts';
import { requireActive, requireGoverned } from './governingPeople.ts';
import type { CommandContext } from './groupCommit.ts';
import { findRepeat, keepRequest, NO_CONVERSATION } from './repeats.ts';
import type { Tables } from './tables.ts';

export function startSession(tables: Tables, context: CommandContext, session: NewSession): SessionId {
  const { userId, passwordHash, device = null, tokenHash, expiresAt } = session;
  const { sessions, users } = tables;
  requireActive(tables, userId);
  // Whoever knew the former password is not to be in after it was changed or reset.
  if (users.passwordHash(userId) !== passwordHash) throw wrongPassword();
  sessions.prune(context.at);
  const id = sessionIdSchema.parse(newId(context.at));
  sessions.insert(id, { userId, device }, context.at);
  sessions.insertToken(tokenHash, id, null, expiresAt);
  return id;
}

/** Ends a session, and cuts off the devices that live by it. */
function end({ sessions }: Tables, { at, changes }: CommandContext, sessionId: SessionId): void {
  sessions.end(sessionId, at);
  changes.push({ kind: 'sessionEnded', sessionId });
}

/** Ends all of a person's sessions but one, if given; how many there were. */
export function endSessions(
  tables: Tables,
  context: CommandContext,
  userId: UserId,
  except?: SessionId,
): number {
  const ending = tables.sessions.liveOf(userId).filter((id) => id !== except);
  for (const id of ending) end(tables, context, id);
  return ending.length;
}

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
  const { sessionId, userId } = token;
  if (token.spent) {
    end(tables, context, sessionId);
    const detail = { reason: 'a spent token came back' };
    note(tables, context, { actor: { kind: 'space' }, act: 'session.ended', userId, detail });
    return undefined;
  }
  sessions.spendOthers(sessionId, tokenHash);
  sessions.insertToken(nextTokenHash, sessionId, tokenHash, expiresAt);
  sessions.setUsed(sessionId, context.at);
  const user = users.find(userId);
  return user && { sessionId, user };
}

/** What `refreshSession` found, as the store's callers are told it: after the commit, since a reuse is stored. */
export function requireSession(session: LiveSession | undefined): LiveSession {
  if (session === undefined) throw new RequestError('unauthorized', 'This session has ended: sign in again.');
  return session;
}

/** Signing out. */
export function endSession(tables: Tables, context: CommandContext, tokenHash: string): void {
  const token = tables.sessions.findToken(tokenHash);
  if (token !== undefined) end(tables, context, token.sessionId);
}

/** Refuses whose sessions are not one's own, nor those of somebody whom one governs. */
function requireOwner(tables: Tables, actorId: UserId, userId: UserId, what: string): void {
  if (userId !== actorId) requireGoverned(tables, actorId, userId, what);
}

export function readSessions(
  tables: Tables,
  actorId: UserId,
  { sessionId, at }: { sessionId: SessionId; at: number },
  { userId = actorId }: Parsed<'session:list'>,
): SessionInfo[] {
  requireOwner(tables, actorId, userId, 'see where others are signed in');
  return tables.sessions.of(userId, at).map((info) => ({ ...info, current: info.id === sessionId }));
}

export function endOneSession(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { sessionId, clientId }: Parsed<'session:end'>,
): void {
  if (findRepeat(tables, actorId, clientId, 'session:end')) return;
  const userId = tables.sessions.userOf(sessionId);
  if (userId === undefined) throw new RequestError('not_found', 'There is no such session.');
  requireOwner(tables, actorId, userId, 'sign others out');
  keepRequest(tables, context, actorId, clientId, {
    request: 'session:end',
    conversationId: NO_CONVERSATION,
  });
  end(tables, context, sessionId);
  const detail = { sessions: 1 };
  note(tables, context, { actor: auditActorOf(actorId), act: 'session.ended', userId, detail });
}

export function endAllSessions(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  asking: SessionId,
  { userId = actorId, clientId }: Parsed<'session:endAll'>,
): number {
  const repeat = findRepeat(tables, actorId, clientId, 'session:endAll');
  if (repeat) return repeat.seq ?? 0;
  requireOwner(tables, actorId, userId, 'sign others out');
  const sessions = endSessions(tables, context, userId, userId === actorId ? asking : undefined);
  keepRequest(tables, context, actorId, clientId, {
    request: 'session:endAll',
    conversationId: NO_CONVERSATION,
    seq: sessions,
  });
  if (sessions > 0) {
    const detail = { sessions };
    note(tables, context, { actor: auditActorOf(actorId), act: 'session.ended', userId, detail });
  }
  return sessions;
}
