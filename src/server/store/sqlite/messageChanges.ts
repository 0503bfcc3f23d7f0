import { type MessageId, messageIdSchema, type Timestamp, type UserId } from '../../../shared/model/ids.ts';
import { type Message, messageExtras } from '../../../shared/model/message.ts';
import { conversationStream } from '../../../shared/model/stream.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import type { EventType } from '../../../shared/protocol/events.ts';
import type { Parsed } from '../Store.ts';
import { append } from './append.ts';
import type { CommandContext } from './groupCommit.ts';
import { requireMember } from './membership.ts';
import type { RequestRow } from './requestRows.ts';
import type { Tables } from './tables.ts';

const noMessage = () => new RequestError('not_found', 'There is no such message.');

/** A message that somebody wrote and that the person may read; one in a conversation hidden from them does not exist. */
export function requireMessage(tables: Tables, actorId: UserId, id: MessageId): Message {
  const message = tables.messages.find(id);
  if (!message || tables.memberships.access(message.conversationId, actorId) === 'hidden') throw noMessage();
  requireMember(tables, actorId, message.conversationId);
  if (message.notice)
    throw new RequestError('conflict', 'Nobody wrote this line: nothing can be done to it.');
  return message;
}

/** An event that carries a message as it changed. */
type ChangeType = Extract<EventType, 'message.edited' | 'message.deleted' | 'message.reacted'>;

/** Writes a message as it is from now on, with an event that tells it. */
export function changeMessage(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  type: ChangeType,
  changed: Message,
): Message {
  const stream = conversationStream(changed.conversationId);
  const data = (seq: number) => ({ message: { ...changed, changedSeq: seq } });
  const { message } = append(tables, context, { stream, type, actorId, data });
  tables.messages.update(message);
  return message;
}

/**
 * The message that a repeated request was about, as it stands. A repeat is answered though its author may have left
 * since (S5): then with nothing that came after.
 */
export function findAgain(tables: Tables, actorId: UserId, { messageId }: RequestRow): Message {
  const message = messageId === null ? undefined : tables.messages.find(messageId);
  if (!message) throw noMessage();
  return asLeftBehind(tables, actorId, message);
}

/** Of a message in a conversation that a person is no longer in: what they wrote themselves, and nobody else's doing. */
export function asLeftBehind(tables: Tables, userId: UserId, message: Message): Message {
  if (tables.memberships.access(message.conversationId, userId) === 'member') return message;
  if (message.authorId !== userId) return blank(message, message.createdAt, message.authorId);
  const { reactions: _, ...own } = message;
  return own;
}

/** A deleted message keeps its place and nothing of what it said (S4), but who deleted it where that was not its author. */
export function blank(message: Message, deletedAt: Timestamp, actorId: UserId): Message {
  const blanked: Message = { ...message, text: '', mentions: [], deletedAt };
  for (const name of Object.keys(messageExtras) as (keyof typeof messageExtras)[]) delete blanked[name];
  return actorId === message.authorId ? blanked : { ...blanked, deletedBy: actorId };
}

/** What is left of a message that has expired since it was sent. */
export function blankOf(row: RequestRow, authorId: UserId, { clientId }: Parsed<'message:send'>): Message {
  const seq = row.seq ?? 0;
  return {
    id: messageIdSchema.parse(row.messageId),
    conversationId: row.conversationId,
    seq,
    changedSeq: seq,
    authorId,
    clientId,
    text: '',
    mentions: [],
    replyTo: null,
    createdAt: row.at,
    editedAt: null,
    deletedAt: row.at,
  };
}
