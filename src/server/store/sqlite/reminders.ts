import type { Entry } from '../../../shared/model/entry.ts';
import type { MessageId, UserId } from '../../../shared/model/ids.ts';
import { notificationKeyOf } from '../../../shared/model/notification.ts';
import { userStream } from '../../../shared/model/stream.ts';
import type { Parsed } from '../Store.ts';
import { findEntry, setEntry } from './entries.ts';
import type { CommandContext } from './groupCommit.ts';
import { requireMessage } from './messageChanges.ts';
import { markReadByKey, tell } from './notifications.ts';
import { findRepeat, keepRequest, NO_CONVERSATION } from './repeats.ts';
import { requireNear } from './scheduled.ts';
import type { Tables } from './tables.ts';

/** Has a person reminded of a message, at another time than before, or not any more. */
export function setReminder(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { clientId, messageId: key, remindAt }: Parsed<'reminder:set'>,
): Entry {
  const place = { stream: userStream(actorId), actorId, kind: 'reminder' as const, key };
  if (findRepeat(tables, actorId, clientId, 'reminder:set'))
    return { kind: 'reminder', key, value: findEntry(tables, place.stream, 'reminder', key) ?? null };
  const request = 'reminder:set';
  // Whoever puts it off, or has done with it, knows of it.
  markReadByKey(tables, context, actorId, notificationKeyOf('reminder', key));
  if (remindAt === null) {
    keepRequest(tables, context, actorId, clientId, { request, conversationId: NO_CONVERSATION });
    return setEntry(tables, context, { ...place, value: null });
  }
  const { conversationId } = requireMessage(tables, actorId, key);
  requireNear(remindAt, context.at, 'remindAt');
  keepRequest(tables, context, actorId, clientId, { request, conversationId });
  return setEntry(tables, context, { ...place, value: { conversationId, remindAt, firedAt: null } });
}

/** The time has come. A message that is gone, or not for this person any more, is no longer worth it. */
export function fireReminder(tables: Tables, context: CommandContext, userId: UserId, key: MessageId): void {
  const stream = userStream(userId);
  const waiting = findEntry(tables, stream, 'reminder', key);
  if (!waiting || waiting.firedAt !== null || waiting.remindAt > context.at) return;
  const message = tables.messages.find(key);
  const isThere =
    message !== undefined &&
    message.deletedAt === null &&
    tables.memberships.access(message.conversationId, userId) === 'member';
  const value = isThere ? { ...waiting, firedAt: context.at } : null;
  setEntry(tables, context, { stream, actorId: null, kind: 'reminder', key, value });
  if (!isThere) return;
  const { conversationId, seq } = message;
  const about = { type: 'reminder' as const, conversationId, messageId: key, seq };
  tell(tables, context, userId, { key: notificationKeyOf('reminder', key), about, actorId: null });
}
