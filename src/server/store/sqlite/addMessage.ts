import type { MessageId } from '../../../shared/model/ids.ts';
import type { Message } from '../../../shared/model/message.ts';
import { conversationStream } from '../../../shared/model/stream.ts';
import { newId } from '../../newId.ts';
import { append } from './append.ts';
import type { CommandContext } from './groupCommit.ts';
import type { Tables } from './tables.ts';

/** What a new message says, and what made it. */
type NewMessage = Pick<Message, 'conversationId' | 'authorId' | 'clientId' | 'text'> & Partial<Message>;

/** Adds a message to its conversation. */
export function addMessage(tables: Tables, context: CommandContext, said: NewMessage): Message {
  return append(tables, context, {
    stream: conversationStream(said.conversationId),
    type: 'message.created',
    actorId: said.authorId,
    data: (seq) => ({
      message: {
        // Made here, and not to be parsed: every send would pay for it.
        id: newId(context.at) as MessageId,
        seq,
        changedSeq: seq,
        mentions: [],
        replyTo: null,
        createdAt: context.at,
        editedAt: null,
        deletedAt: null,
        ...said,
      },
    }),
  }).message;
}
