import type { ClientId, ConversationId, UserId } from '../../../shared/model/ids.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import type { RequestName } from '../../../shared/protocol/requests.ts';
import type { Actor } from '../Store.ts';
import type { CommandContext } from './groupCommit.ts';
import type { RequestRow } from './requestRows.ts';
import type { Tables } from './tables.ts';

const usedOtherwise = () => new RequestError('conflict', 'clientId: was used for another request');

/** So long a repeat of a request about no conversation is known; others are for as long as their conversation is there. */
const REPEATED_WITHIN_MS = 365 * 24 * 3_600_000;

/** What is kept of a request about no conversation, in place of its id. */
export const NO_CONVERSATION = '' as ConversationId;

/**
 * What a request led to when it came before (S5); looked up before anything is authorised.
 * Refuses a client id that was spent on a request of another kind.
 */
export function findRepeat(
  { requests, messages }: Tables,
  actorId: UserId,
  clientId: ClientId | undefined,
  request: RequestName,
): RequestRow | undefined {
  if (clientId === undefined) return undefined;
  const row = findRequest(requests, actorId, clientId, request);
  if (!row && messages.findByClientId(actorId, clientId) !== undefined) throw usedOtherwise();
  return row;
}

/** The same for what whoever runs the server may ask too, who repeats nothing. */
export const findRepeatOf = (
  tables: Tables,
  actorId: Actor,
  clientId: ClientId | undefined,
  request: RequestName,
): RequestRow | undefined => (actorId === null ? undefined : findRepeat(tables, actorId, clientId, request));

/** The same for who knows that no message has this client id. */
export function findRequest(
  requests: Tables['requests'],
  actorId: UserId,
  clientId: ClientId,
  request: RequestName,
): RequestRow | undefined {
  const row = requests.find(actorId, clientId);
  if (row && row.request !== request) throw usedOtherwise();
  return row;
}

type Result = Pick<RequestRow, 'request' | 'conversationId'> & Partial<RequestRow>;

/** What is kept of a request about a person, an invite, a token or the space. */
export const aboutSubject = (request: RequestName, subjectId: string): Result => ({
  request,
  conversationId: NO_CONVERSATION,
  subjectId,
});

/** Keeps what a request led to, for its repeats. */
export function keepRequest(
  { requests }: Tables,
  { at }: CommandContext,
  actorId: UserId,
  clientId: ClientId | undefined,
  result: Result,
): void {
  if (clientId === undefined) return;
  if (result.conversationId === NO_CONVERSATION) requests.prune(at - REPEATED_WITHIN_MS);
  requests.insert(actorId, clientId, { messageId: null, seq: null, subjectId: null, at, ...result });
}

/** The same for what whoever runs the server may ask too. */
export function keepRequestOf(
  tables: Tables,
  context: CommandContext,
  actorId: Actor,
  clientId: ClientId | undefined,
  result: Result,
): void {
  if (actorId !== null) keepRequest(tables, context, actorId, clientId, result);
}
