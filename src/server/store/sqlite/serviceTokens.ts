import { type ServiceToken, serviceTokenIdSchema } from '../../../shared/model/running.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import { newId } from '../../newId.ts';
import type { NewServiceToken } from '../RunningStore.ts';
import type { Actor, Parsed } from '../Store.ts';
import { auditActorOf, note } from './audit.ts';
import { requireRunner, runs } from './governingPeople.ts';
import type { CommandContext } from './groupCommit.ts';
import { aboutSubject, findRepeatOf, keepRequestOf } from './repeats.ts';
import type { Tables } from './tables.ts';

const USED_EVERY_MS = 60_000;

export function createServiceToken(
  tables: Tables,
  context: CommandContext,
  actorId: Actor,
  { name, tokenHash }: NewServiceToken,
): ServiceToken {
  requireRunner(tables, actorId, 'make service tokens');
  const token: ServiceToken = {
    id: serviceTokenIdSchema.parse(newId(context.at)),
    name,
    createdBy: actorId,
    createdAt: context.at,
    usedAt: null,
    revokedAt: null,
  };
  tables.serviceTokens.insert(token, tokenHash);
  const detail = { tokenId: token.id, name };
  note(tables, context, { actor: auditActorOf(actorId), act: 'token.created', detail });
  return token;
}

/** All there have been, newest first; those rest whose makers run the space no more. */
export function readServiceTokens(tables: Tables, actorId: Actor): ServiceToken[] {
  requireRunner(tables, actorId, 'see service tokens');
  return tables.serviceTokens
    .all()
    .map((token) => (runs(tables, token.createdBy) ? token : { ...token, resting: true }));
}

/** A token may have been revoked, or its maker be no admin any more, since it was looked at. */
export function requireGoodToken(tables: Tables, { id }: Pick<ServiceToken, 'id'>): void {
  const token = tables.serviceTokens.find(id);
  if (token === undefined || token.revokedAt !== null)
    throw new RequestError('unauthorized', 'This token was revoked.');
  if (!runs(tables, token.createdBy))
    throw new RequestError('unauthorized', 'Who made this token does not run the space any more.');
}

function requireToken({ serviceTokens }: Tables, id: string | null): ServiceToken {
  const token = id === null ? undefined : serviceTokens.find(id);
  if (token === undefined) throw new RequestError('not_found', 'There is no such token.');
  return token;
}

/** Takes effect at once; a second time changes nothing. */
export function revokeServiceToken(
  tables: Tables,
  context: CommandContext,
  actorId: Actor,
  { tokenId, clientId }: Parsed<'token:revoke'>,
): ServiceToken {
  const request = 'token:revoke';
  const repeat = findRepeatOf(tables, actorId, clientId, request);
  if (repeat) return requireToken(tables, repeat.subjectId);
  requireRunner(tables, actorId, 'revoke service tokens');
  const token = requireToken(tables, tokenId);
  if (token.revokedAt !== null) return token;
  keepRequestOf(tables, context, actorId, clientId, aboutSubject(request, tokenId));
  tables.serviceTokens.revoke(tokenId, context.at);
  const detail = { tokenId, name: token.name };
  note(tables, context, { actor: auditActorOf(actorId), act: 'token.revoked', detail });
  return { ...token, revokedAt: context.at };
}

/** Notes that a token was used, to the minute: a program that notifies much writes little. */
export function takeServiceToken(
  tables: Tables,
  { at }: CommandContext,
  tokenHash: string,
): ServiceToken | undefined {
  const token = tables.serviceTokens.findByHash(tokenHash);
  if (token === undefined || !runs(tables, token.createdBy)) return undefined;
  if (token.usedAt !== null && Math.abs(at - token.usedAt) < USED_EVERY_MS) return token;
  tables.serviceTokens.setUsed(token.id, at);
  return { ...token, usedAt: at };
}
