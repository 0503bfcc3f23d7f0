import { type Entry, MAX_AHEAD_MS, MAX_SCHEDULED } from '../../../shared/model/entry.ts';
import { clientIdSchema, type Timestamp, type UserId } from '../../../shared/model/ids.ts';
import { userStream } from '../../../shared/model/stream.ts';
import { type ErrorCode, RequestError } from '../../../shared/protocol/errors.ts';
import type { Parsed } from '../Store.ts';
import { findEntry, setEntry } from './entries.ts';
import type { CommandContext } from './groupCommit.ts';
import { requireMember } from './membership.ts';
import { requireReplyTo, sendMessage } from './messages.ts';
import { findRepeat, findRequest, keepRequest, NO_CONVERSATION } from './repeats.ts';
import type { Tables } from './tables.ts';

type ScheduleId = Parsed<'schedule:set'>['scheduleId'];

/** Refuses a time so far off that nobody can mean it. */
export function requireNear(at: Timestamp, now: Timestamp, field: string): void {
  if (at > now + MAX_AHEAD_MS) throw new RequestError('invalid', `${field}: is more than a year ahead`);
}

/** Has a message sent later, or changes one that waits. What has been sent is sent. */
export function setScheduled(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { clientId, scheduleId, conversationId, text, sendAt, ...request }: Parsed<'schedule:set'>,
): Entry {
  const stream = userStream(actorId);
  const held = findEntry(tables, stream, 'scheduled', scheduleId);
  if (findRepeat(tables, actorId, clientId, 'schedule:set'))
    return { kind: 'scheduled', key: scheduleId, value: held ?? null };
  const messageId = clientIdSchema.parse(scheduleId);
  if (
    tables.messages.findByClientId(actorId, messageId) ||
    findRequest(tables.requests, actorId, messageId, 'message:send')
  )
    throw new RequestError('conflict', 'This message has been sent.');
  requireMember(tables, actorId, conversationId);
  const replyTo = requireReplyTo(tables, conversationId, request.replyTo);
  requireNear(sendAt, context.at, 'sendAt');
  if (held === undefined && tables.entries.count(stream, 'scheduled') >= MAX_SCHEDULED)
    throw new RequestError('conflict', `At most ${MAX_SCHEDULED} messages may wait to be sent.`);
  keepRequest(tables, context, actorId, clientId, { request: 'schedule:set', conversationId });
  const value = { conversationId, text, replyTo, sendAt, failure: null };
  return setEntry(tables, context, { stream, actorId, kind: 'scheduled', key: scheduleId, value });
}

/** Nothing is left of it. Nothing happens where there is none (any more). */
export function cancelScheduled(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { clientId, scheduleId }: Parsed<'schedule:cancel'>,
): Entry {
  const stream = userStream(actorId);
  if (findRepeat(tables, actorId, clientId, 'schedule:cancel'))
    return {
      kind: 'scheduled',
      key: scheduleId,
      value: findEntry(tables, stream, 'scheduled', scheduleId) ?? null,
    };
  const request = 'schedule:cancel';
  keepRequest(tables, context, actorId, clientId, { request, conversationId: NO_CONVERSATION });
  return setEntry(tables, context, { stream, actorId, kind: 'scheduled', key: scheduleId, value: null });
}

/** Sends what is due as its author, and ends its waiting with the same commit: never twice, never neither. */
export function sendScheduled(
  tables: Tables,
  context: CommandContext,
  userId: UserId,
  scheduleId: ScheduleId,
): void {
  const stream = userStream(userId);
  const waiting = findEntry(tables, stream, 'scheduled', scheduleId);
  if (!waiting || waiting.failure !== null || waiting.sendAt > context.at) return;
  const { conversationId, text, replyTo } = waiting;
  const clientId = clientIdSchema.parse(scheduleId);
  const request = { conversationId, clientId, text };
  sendMessage(tables, context, userId, replyTo === null ? request : { ...request, replyTo });
  setEntry(tables, context, { stream, actorId: null, kind: 'scheduled', key: scheduleId, value: null });
}

/** What may not be sent stays, with the reason, for its author to copy, change or discard. */
export function failScheduled(
  tables: Tables,
  context: CommandContext,
  userId: UserId,
  { scheduleId, failure }: { scheduleId: ScheduleId; failure: ErrorCode },
): void {
  const stream = userStream(userId);
  const waiting = findEntry(tables, stream, 'scheduled', scheduleId);
  // It may have been put off meanwhile.
  if (!waiting || waiting.failure !== null || waiting.sendAt > context.at) return;
  const value = { ...waiting, failure };
  setEntry(tables, context, { stream, actorId: null, kind: 'scheduled', key: scheduleId, value });
}
