import { isDeepStrictEqual } from 'node:util';
import type { UserId } from '../../../shared/model/ids.ts';
import type { Message } from '../../../shared/model/message.ts';
import { type NotificationSubject, notificationKeyOf } from '../../../shared/model/notification.ts';
import { userStream } from '../../../shared/model/stream.ts';
import type { CommandContext } from './groupCommit.ts';
import { findNotification, forget, listens, tell, writeNotification } from './notifications.ts';
import type { Tables } from './tables.ts';

type AboutReaction = Extract<NotificationSubject, { type: 'reaction' }>;

/** Who reacted just now, and with what. */
type Newcomer = { actorId: UserId; emoji: string };

/**
 * What a message's author is told of the emoji on it as they stand: others in the order in which they came, as far as
 * that is known by what was told before. `undefined` where there are none.
 */
function aboutReactions(
  tables: Tables,
  message: Message,
  told: AboutReaction | undefined,
  newcomer?: Newcomer,
): AboutReaction | undefined {
  const { reactions = [], conversationId, id: messageId, seq, authorId } = message;
  const there = new Set(reactions.flatMap(({ userIds }) => userIds));
  const before = new Set(told?.actorIds);
  there.delete(authorId);
  const hides = (userId: UserId) =>
    tables.entries.find(userStream(authorId), 'blocked', userId) !== undefined;
  const others = [...there].filter((userId) => !before.has(userId) && !hides(userId));
  const actorIds = [...before].filter((userId) => there.has(userId)).concat(others);
  const last = newcomer && actorIds.includes(newcomer.actorId) ? newcomer : undefined;
  const ordered = last ? [...actorIds.filter((userId) => userId !== last.actorId), last.actorId] : actorIds;
  const theirs = reactions.filter(({ userIds }) => userIds.some((userId) => userId === ordered.at(-1)));
  const shown = theirs.find(({ emoji }) => emoji === (last?.emoji ?? told?.emoji)) ?? theirs[0];
  return shown && { type: 'reaction', conversationId, messageId, seq, emoji: shown.emoji, actorIds: ordered };
}

/** Keeps what a message's author is told of the emoji on it; anew when somebody else reacts. */
export function tellOfReaction(
  tables: Tables,
  context: CommandContext,
  message: Message,
  { actorId, emoji, on }: Newcomer & { on: boolean },
): void {
  const { id, authorId, conversationId } = message;
  if (actorId === authorId || tables.memberships.access(conversationId, authorId) !== 'member') return;
  const key = notificationKeyOf('reaction', id);
  const stream = userStream(authorId);
  const held = findNotification(tables, authorId, key);
  const told = held?.about.type === 'reaction' ? held.about : undefined;
  if (!told && !(on && listens(tables, authorId, actorId))) return;
  const about = aboutReactions(tables, message, told, on ? { actorId, emoji } : undefined);
  const isNew = on && about?.actorIds.includes(actorId) && !told?.actorIds.includes(actorId);
  if (!about) forget(tables, context, { stream, key, actorId });
  else if (!held || isNew) tell(tables, context, authorId, { key, about, actorId });
  else if (!isDeepStrictEqual(about, told))
    writeNotification(tables, context, { stream, actorId, key, value: { ...held, about } });
}

/** Takes away what a person was told of somebody whom they block from now on. */
export function forgetPerson(
  tables: Tables,
  context: CommandContext,
  userId: UserId,
  blockedId: UserId,
): void {
  const stream = userStream(userId);
  for (const { key, value } of tables.notifications.of(stream)) {
    const { about } = value;
    if (about.type === 'report') continue;
    if ('actorId' in about && about.actorId === blockedId)
      forget(tables, context, { stream, key, actorId: userId });
    if (about.type !== 'reaction' || !about.actorIds.includes(blockedId)) continue;
    const message = tables.messages.find(about.messageId);
    const told = { ...about, actorIds: about.actorIds.filter((id) => id !== blockedId) };
    const left = message && aboutReactions(tables, message, told);
    if (left)
      writeNotification(tables, context, { stream, actorId: userId, key, value: { ...value, about: left } });
    else forget(tables, context, { stream, key, actorId: userId });
  }
}
