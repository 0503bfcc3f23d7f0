import type { ConversationId, MessageId, Seq, UserId } from '../../../shared/model/ids.ts';
import type { Message } from '../../../shared/model/message.ts';
import { conversationStream } from '../../../shared/model/stream.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import type { Parsed } from '../Store.ts';
import { addMessage } from './addMessage.ts';
import { append } from './append.ts';
import { audienceOf } from './audience.ts';
import { auditActorOf, note } from './audit.ts';
import { forwarded } from './forwarding.ts';
import { permissionsOf } from './governing.ts';
import type { CommandContext } from './groupCommit.ts';
import { namesKnownTo } from './guests.ts';
import { requireMember } from './membership.ts';
import { resolveMentions } from './mentions.ts';
import { asLeftBehind, blank, blankOf, changeMessage, findAgain, requireMessage } from './messageChanges.ts';
import { forgetMessage, tellOfEdit, tellOfMessage } from './messageNotifications.ts';
import { forgetMessages } from './notifications.ts';
import { unpin, unpinExpired } from './pins.ts';
import { findRepeat, findRequest, keepRequest } from './repeats.ts';
import { isShownToJudge } from './reports.ts';
import type { Tables } from './tables.ts';

/** The message that is replied to, if any; refuses one of another conversation. */
export function requireReplyTo(
  { messages }: Tables,
  conversationId: ConversationId,
  replyTo: MessageId | undefined,
): MessageId | null {
  if (replyTo === undefined) return null;
  if (messages.find(replyTo)?.conversationId !== conversationId)
    throw new RequestError('invalid', 'replyTo: is not a message of this conversation');
  return replyTo;
}

/** The message that a send made when it came before; its blank where that has expired. */
function findSent(tables: Tables, actorId: UserId, request: Parsed<'message:send'>): Message | undefined {
  const sent = tables.messages.findByClientId(actorId, request.clientId);
  if (sent) return asLeftBehind(tables, actorId, sent);
  const expired = findRequest(tables.requests, actorId, request.clientId, 'message:send');
  return expired && blankOf(expired, actorId, request);
}

export function sendMessage(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  request: Parsed<'message:send'>,
): Message {
  const { conversationId, clientId, text } = request;
  const again = tables.requests.isSpent(actorId, clientId) && findSent(tables, actorId, request);
  if (again) return again;
  requireMember(tables, actorId, conversationId);
  const replyTo = requireReplyTo(tables, conversationId, request.replyTo);
  const said =
    request.forwardOf === undefined
      ? { text, mentions: mentionsIn(tables, actorId, text), ...audienceOf(tables, actorId, request) }
      : forwarded(tables, actorId, request.forwardOf);
  const message = addMessage(tables, context, {
    conversationId,
    authorId: actorId,
    clientId,
    replyTo,
    ...said,
  });
  tellOfMessage(tables, context, message);
  return message;
}

const mentionsIn = (tables: Tables, authorId: UserId, text: string): UserId[] =>
  resolveMentions(text, namesKnownTo(tables, authorId));

export function editMessage(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { messageId, text, clientId }: Parsed<'message:edit'>,
): Message {
  const repeat = findRepeat(tables, actorId, clientId, 'message:edit');
  if (repeat) return findAgain(tables, actorId, repeat);
  const message = requireMessage(tables, actorId, messageId);
  if (message.authorId !== actorId)
    throw new RequestError('forbidden', 'Only its author may edit a message.');
  if (message.deletedAt !== null) throw new RequestError('conflict', 'This message was deleted.');
  if (message.forwardedFrom)
    throw new RequestError('conflict', 'A forwarded message says what another wrote: it cannot be edited.');
  if (message.text !== text) tables.versions.insert(message, context.at);
  const edited =
    message.text === text
      ? message
      : changeMessage(tables, context, actorId, 'message.edited', {
          ...withoutAudience(message),
          text,
          mentions: mentionsIn(tables, actorId, text),
          ...audienceOf(tables, actorId, { ...message, text }),
          editedAt: context.at,
        });
  if (edited !== message) tellOfEdit(tables, context, message, edited);
  keepRequest(tables, context, actorId, clientId, {
    request: 'message:edit',
    conversationId: message.conversationId,
    messageId,
  });
  return edited;
}

/** A message that the person may read, if only since it was reported for them to judge. */
function requireJudged(tables: Tables, actorId: UserId, messageId: MessageId): Message {
  const message = tables.messages.find(messageId);
  const isShown = message && !message.notice && isShownToJudge(tables, actorId, message);
  return isShown ? message : requireMessage(tables, actorId, messageId);
}

function mayDeleteOthers(tables: Tables, actorId: UserId, { conversationId }: Message): boolean {
  const conversation = tables.conversations.find(conversationId);
  return conversation !== undefined && permissionsOf(tables, conversation, actorId).deleteOthersMessages;
}

function withoutAudience({ audience: _, ...message }: Message): Message {
  return message;
}

export function deleteMessage(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { messageId, clientId }: Parsed<'message:delete'>,
): Message {
  const repeat = findRepeat(tables, actorId, clientId, 'message:delete');
  if (repeat) return findAgain(tables, actorId, repeat);
  const message = requireJudged(tables, actorId, messageId);
  if (message.authorId !== actorId && !mayDeleteOthers(tables, actorId, message))
    throw new RequestError(
      'forbidden',
      'Only its author, or who moderates the conversation or the space, may delete a message.',
    );
  const deleted =
    message.deletedAt !== null
      ? message
      : changeMessage(tables, context, actorId, 'message.deleted', blank(message, context.at, actorId));
  if (deleted !== message) {
    unpin(tables, context, actorId, message);
    forgetMessage(tables, context, message);
  }
  if (deleted !== message && message.authorId !== actorId) {
    const { conversationId, authorId: userId } = message;
    const actor = auditActorOf(actorId);
    note(tables, context, { actor, act: 'message.deleted', userId, conversationId, messageId });
  }
  tables.versions.remove(messageId);
  keepRequest(tables, context, actorId, clientId, {
    request: 'message:delete',
    conversationId: message.conversationId,
    messageId,
  });
  return deleted;
}

/** Retention: everything of a conversation up to `throughSeq`, inclusive, goes for good (S4). */
export function expireMessages(
  tables: Tables,
  context: CommandContext,
  conversationId: ConversationId,
  asked: Seq,
): void {
  const stream = conversationStream(conversationId);
  const { head, floor } = tables.streams.state(stream);
  const throughSeq = Math.min(asked, head);
  if (throughSeq <= floor) return;
  unpinExpired(tables, context, conversationId, throughSeq);
  forgetMessages(tables, context, { conversationId, fromSeq: 0, throughSeq });
  tables.requests.keepSends(conversationId, throughSeq);
  tables.versions.expire(conversationId, throughSeq);
  tables.messages.expire(conversationId, throughSeq, context.at);
  tables.events.expire(stream, throughSeq);
  append(tables, context, { stream, type: 'messages.expired', actorId: null, data: () => ({ throughSeq }) });
}
