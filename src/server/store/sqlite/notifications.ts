import type { ConversationId, Seq, UserId } from '../../../shared/model/ids.ts';
import {
  conversationOf,
  MAX_NOTIFICATION_BYTES,
  MAX_NOTIFICATIONS,
  MAX_OF_ONE_SENDER,
  marksRead,
  type Notification,
  type NotificationSubject,
} from '../../../shared/model/notification.ts';
import { type Stream, userStream } from '../../../shared/model/stream.ts';
import { isActive } from '../../../shared/model/user.ts';
import type { Parsed } from '../Store.ts';
import { append } from './append.ts';
import { findEntry } from './entries.ts';
import { runs } from './governingPeople.ts';
import type { CommandContext } from './groupCommit.ts';
import type { NotificationRow } from './notificationRows.ts';
import { findRepeat, keepRequest, NO_CONVERSATION } from './repeats.ts';
import type { Tables } from './tables.ts';

/** Whether a person is told of what another does: who was shut out is told of nothing, and nobody of whom they block. */
export function listens(tables: Tables, userId: UserId, actorId: UserId | null): boolean {
  const user = tables.users.find(userId);
  if (user === undefined || !isActive(user)) return false;
  return actorId === null || tables.entries.find(userStream(userId), 'blocked', actorId) === undefined;
}

type Told = {
  key: string;
  about: NotificationSubject;
  actorId: UserId | null;
  /** Given where it is no news from the beginning. */
  readAt?: number | null;
};

const senderOf = (about: NotificationSubject): string =>
  ('actorId' in about ? about.actorId : null) ?? about.type;

/** Tells a person of something, or of it anew; where there are too many, what was read goes, and then the oldest. */
export function tell(
  tables: Tables,
  context: CommandContext,
  userId: UserId,
  { key, about, actorId, readAt = null }: Told,
): void {
  const stream = userStream(userId);
  writeNotification(tables, context, { stream, actorId, key, value: { about, at: context.at, readAt } });
  const { notifications } = tables;
  const forgetAll = (keys: string[]) => {
    for (const gone of keys) forget(tables, context, { stream, key: gone, actorId: null });
  };
  // Nobody pushes out what others have to say.
  forgetAll(notifications.beyondOf(stream, senderOf(about), MAX_OF_ONE_SENDER));
  forgetAll(notifications.beyond(stream, MAX_NOTIFICATIONS));
  if ('body' in about) forgetAll(notifications.beyondBytes(stream, MAX_NOTIFICATION_BYTES));
}

type Written = { stream: Stream; actorId: UserId | null; key: string; value: Notification | null };

/** Writes one as it is from now on, without looking at what it was. */
export function writeNotification(
  tables: Tables,
  context: CommandContext,
  { stream, actorId, key, value }: Written,
): void {
  const entry = { kind: 'notification', key, value };
  append(tables, context, { stream, type: 'entry.changed', actorId, data: () => ({ entry }) });
}

/** Takes one away that is there. */
export function forget(
  tables: Tables,
  context: CommandContext,
  { stream, key, actorId }: { stream: Stream; key: string; actorId: UserId | null },
): void {
  writeNotification(tables, context, { stream, actorId, key, value: null });
}

/** A person's notification as it stands. */
export const findNotification = (tables: Tables, userId: UserId, key: string): Notification | undefined =>
  findEntry(tables, userStream(userId), 'notification', key);

function markRead(
  tables: Tables,
  context: CommandContext,
  userId: UserId,
  rows: readonly NotificationRow[],
): void {
  for (const { key, value } of rows)
    if (value.readAt === null)
      writeNotification(tables, context, {
        stream: userStream(userId),
        actorId: userId,
        key,
        value: { ...value, readAt: context.at },
      });
}

/** Marks one as read, if there is one. */
export function markReadByKey(tables: Tables, context: CommandContext, userId: UserId, key: string): void {
  const value = findNotification(tables, userId, key);
  if (value) markRead(tables, context, userId, [{ key, value }]);
}

/** Reading messages where they stand reads what was told of them. */
export function markReadThrough(
  tables: Tables,
  context: CommandContext,
  userId: UserId,
  conversationId: ConversationId,
  seq: Seq,
): void {
  markRead(tables, context, userId, tables.notifications.toRead(userStream(userId), conversationId, seq));
}

/** Marks some as read, or all up to a time. A late repeat reads nothing that has come anew since (S5). */
export function readNotifications(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { keys, throughAt, clientId }: Parsed<'notification:read'>,
): void {
  const request = 'notification:read';
  if (findRepeat(tables, actorId, clientId, request)) return;
  keepRequest(tables, context, actorId, clientId, { request, conversationId: NO_CONVERSATION });
  const named = (key: string): NotificationRow[] => {
    const value = findNotification(tables, actorId, key);
    return value === undefined ? [] : [{ key, value }];
  };
  const rows = keys ? [...new Set(keys)].flatMap(named) : tables.notifications.of(userStream(actorId));
  markRead(
    tables,
    context,
    actorId,
    rows.filter(({ key, value }) => marksRead({ keys, throughAt }, key, value.at)),
  );
}

/** Whoever was told of messages that are gone is told no more; a report is of what was done, and stays. */
export function forgetMessages(
  tables: Tables,
  context: CommandContext,
  { conversationId, fromSeq, throughSeq }: { conversationId: ConversationId; fromSeq: Seq; throughSeq: Seq },
): void {
  for (const { stream, key } of tables.notifications.aboutMessages(conversationId, fromSeq, throughSeq))
    if (!key.startsWith('report:')) forget(tables, context, { stream, key, actorId: null });
}

/** Takes away all that a person was told of a conversation, but for reports, where they judge them still. */
export function forgetConversation(
  tables: Tables,
  context: CommandContext,
  userId: UserId,
  conversationId: ConversationId,
): void {
  const stream = userStream(userId);
  const judges = runs(tables, userId);
  for (const {
    key,
    value: { about },
  } of tables.notifications.of(stream))
    if (conversationOf(about) === conversationId && !(judges && about.type === 'report'))
      forget(tables, context, { stream, key, actorId: null });
}
