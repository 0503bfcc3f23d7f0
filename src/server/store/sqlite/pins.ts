import type { Entry } from '../../../shared/model/entry.ts';
import {
  type ConversationId,
  type MessageId,
  messageIdSchema,
  type Seq,
  type UserId,
} from '../../../shared/model/ids.ts';
import type { Message } from '../../../shared/model/message.ts';
import { conversationStream } from '../../../shared/model/stream.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import type { Parsed } from '../Store.ts';
import { findEntry, setEntry } from './entries.ts';
import type { CommandContext } from './groupCommit.ts';
import { requireMessage } from './messageChanges.ts';
import { addNotice } from './notices.ts';
import { findRepeat, keepRequest } from './repeats.ts';
import type { Tables } from './tables.ts';

export function pinMessage(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { messageId, pinned, clientId }: Parsed<'message:pin'>,
): Entry {
  const repeat = findRepeat(tables, actorId, clientId, 'message:pin');
  if (repeat) return pinAgain(tables, actorId, repeat.conversationId, messageId);
  const message = requireMessage(tables, actorId, messageId);
  const { conversationId } = message;
  const stream = conversationStream(conversationId);
  const held = findEntry(tables, stream, 'pin', messageId);
  const isChange = pinned !== (held !== undefined);
  if (isChange && pinned && message.deletedAt !== null)
    throw new RequestError('conflict', 'This message was deleted.');
  keepRequest(tables, context, actorId, clientId, { request: 'message:pin', conversationId, messageId });
  if (!isChange) return { kind: 'pin', key: messageId, value: held ?? null };
  const value = pinned ? { pinnedBy: actorId, pinnedAt: context.at } : null;
  const entry = setEntry(tables, context, { stream, actorId, kind: 'pin', key: messageId, value });
  if (pinned) addNotice(tables, context, conversationId, actorId, { type: 'pinned', messageId });
  return entry;
}

/** What a repeat is answered: as it stands, for who still may know that (S5). */
function pinAgain(
  tables: Tables,
  actorId: UserId,
  conversationId: ConversationId,
  messageId: MessageId,
): Entry {
  const isMember = tables.memberships.access(conversationId, actorId) === 'member';
  const held = isMember ? findEntry(tables, conversationStream(conversationId), 'pin', messageId) : undefined;
  return { kind: 'pin', key: messageId, value: held ?? null };
}

/** What is deleted is at hand no longer. */
export function unpin(
  tables: Tables,
  context: CommandContext,
  actorId: UserId | null,
  message: Message,
): void {
  const stream = conversationStream(message.conversationId);
  setEntry(tables, context, { stream, actorId, kind: 'pin', key: message.id, value: null });
}

/** Nor is what has expired. */
export function unpinExpired(
  tables: Tables,
  context: CommandContext,
  conversationId: ConversationId,
  throughSeq: Seq,
): void {
  for (const { kind, key } of tables.entries.all(conversationStream(conversationId))) {
    if (kind !== 'pin') continue;
    const message = tables.messages.find(messageIdSchema.parse(key));
    if (message && message.seq <= throughSeq) unpin(tables, context, null, message);
  }
}
