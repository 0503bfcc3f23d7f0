import type { UserId } from '../../../shared/model/ids.ts';
import type { Message } from '../../../shared/model/message.ts';
import { notificationKeyOf } from '../../../shared/model/notification.ts';
import { userStream } from '../../../shared/model/stream.ts';
import type { CommandContext } from './groupCommit.ts';
import {
  findNotification,
  forget,
  forgetMessages,
  listens,
  tell,
  writeNotification,
} from './notifications.ts';
import type { Tables } from './tables.ts';

/** Members whom a message is meant for, but for its author: called by name or with others, or answered. */
function meantFor(tables: Tables, message: Message): Map<UserId, 'mention' | 'reply'> {
  const { conversationId, authorId, mentions, audience, replyTo } = message;
  const people = new Map<UserId, 'mention' | 'reply'>();
  const isMember = (userId: UserId) => tables.memberships.access(conversationId, userId) === 'member';
  const answered = replyTo === null ? undefined : tables.messages.find(replyTo);
  if (answered && !answered.notice && isMember(answered.authorId)) people.set(answered.authorId, 'reply');
  const called = audience ? tables.memberships.members(conversationId) : mentions.filter(isMember);
  for (const userId of called) people.set(userId, 'mention');
  people.delete(authorId);
  return people;
}

const aboutOf = (type: 'mention' | 'reply', { conversationId, id, seq, authorId }: Message) => ({
  type,
  conversationId,
  messageId: id,
  seq,
  actorId: authorId,
});

/** Tells whom a new message is meant for. */
export function tellOfMessage(tables: Tables, context: CommandContext, message: Message): void {
  const { id, authorId, mentions, audience, replyTo } = message;
  // Most messages are meant for nobody in particular.
  if (mentions.length === 0 && audience === undefined && replyTo === null) return;
  for (const [userId, type] of meantFor(tables, message))
    if (listens(tables, userId, authorId))
      tell(tables, context, userId, {
        key: notificationKeyOf('message', id),
        about: aboutOf(type, message),
        actorId: authorId,
      });
}

/**
 * Tells whom an edit calls, and takes away what it calls no more. To who has read the message before it is no news:
 * reading goes by place, and they are past it.
 */
export function tellOfEdit(tables: Tables, context: CommandContext, before: Message, after: Message): void {
  const { id, authorId, conversationId, seq } = after;
  const same = before.audience === after.audience && String(before.mentions) === String(after.mentions);
  if (same) return;
  const key = notificationKeyOf('message', id);
  const [was, now] = [meantFor(tables, before), meantFor(tables, after)];
  for (const userId of was.keys())
    if (!now.has(userId) && findNotification(tables, userId, key))
      forget(tables, context, { stream: userStream(userId), key, actorId: authorId });
  for (const [userId, type] of now) {
    const about = aboutOf(type, after);
    const held = was.get(userId) === type ? undefined : findNotification(tables, userId, key);
    if (held) {
      const value = { ...held, about };
      writeNotification(tables, context, { stream: userStream(userId), actorId: authorId, key, value });
    } else if (!was.has(userId) && listens(tables, userId, authorId)) {
      const isRead = (tables.memberships.readSeq(conversationId, userId) ?? 0) >= seq;
      tell(tables, context, userId, { key, about, actorId: authorId, readAt: isRead ? context.at : null });
    }
  }
}

/** Nobody is told any more of a message that was deleted, nor of what others put to it. */
export function forgetMessage(
  tables: Tables,
  context: CommandContext,
  { conversationId, seq }: Message,
): void {
  forgetMessages(tables, context, { conversationId, fromSeq: seq, throughSeq: seq });
}
