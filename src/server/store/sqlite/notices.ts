import {
  type ConversationId,
  clientIdSchema,
  messageIdSchema,
  type UserId,
} from '../../../shared/model/ids.ts';
import type { Notice } from '../../../shared/model/message.ts';
import { conversationStream } from '../../../shared/model/stream.ts';
import { newId } from '../../newId.ts';
import { append } from './append.ts';
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
  append(tables, context, {
    stream: conversationStream(conversationId),
    type: 'message.created',
    actorId,
    data: (seq) => ({
      message: {
        id: messageIdSchema.parse(newId(context.at)),
        conversationId,
        seq,
        changedSeq: seq,
        authorId: actorId,
        // No request of a client's made it: its id is taken by nobody.
        clientId: clientIdSchema.parse(newId(context.at)),
        text: '',
        mentions: [],
        replyTo: null,
        createdAt: context.at,
        editedAt: null,
        deletedAt: null,
        notice,
      },
    }),
  });
}
