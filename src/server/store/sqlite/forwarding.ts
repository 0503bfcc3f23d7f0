import type { MessageId, UserId } from '../../../shared/model/ids.ts';
import type { Message } from '../../../shared/model/message.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import { requireMessage } from './messageChanges.ts';
import type { Tables } from './tables.ts';

/**
 * What a message says that forwards another: the other's text as it stands, and whose it is, over any number of
 * forwardings. Refuses what the person may not read, and what was deleted. Nobody is mentioned once more by it.
 */
export function forwarded(
  tables: Tables,
  actorId: UserId,
  messageId: MessageId,
): Pick<Message, 'text' | 'mentions' | 'forwardedFrom'> {
  const source = requireMessage(tables, actorId, messageId);
  if (source.deletedAt !== null) throw new RequestError('conflict', 'This message was deleted.');
  const { conversationId, authorId, createdAt } = source;
  const forwardedFrom = source.forwardedFrom ?? { messageId, conversationId, authorId, createdAt };
  return { text: source.text, mentions: [], forwardedFrom };
}
