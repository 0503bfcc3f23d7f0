import { type ConversationId, clientIdSchema, type UserId } from '../../../shared/model/ids.ts';
import type { Notice } from '../../../shared/model/message.ts';
import { newId } from '../../newId.ts';
import { addMessage } from './addMessage.ts';
import type { CommandContext } from './groupCommit.ts';
import type { Tables } from './tables.ts';

/** Adds a line to a conversation's timeline that nobody wrote: it says what somebody did. */
export function addNotice(
  tables: Tables,
  context: CommandContext,
  conversationId: ConversationId,
  actorId: UserId,
  notice: Notice,
): void {
  // No request of a client's made it: its id is taken by nobody.
  const clientId = clientIdSchema.parse(newId(context.at));
  addMessage(tables, context, { conversationId, authorId: actorId, clientId, text: '', notice });
}
