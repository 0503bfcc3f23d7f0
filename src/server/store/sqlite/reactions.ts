import type { UserId } from '../../../shared/model/ids.ts';
import { type Message, reactionsWith } from '../../../shared/model/message.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import type { Parsed } from '../Store.ts';
import type { CommandContext } from './groupCommit.ts';
import { changeMessage, findAgain, requireMessage } from './messageChanges.ts';
import { tellOfReaction } from './reactionNotifications.ts';
import { findRepeat, keepRequest } from './repeats.ts';
import type { Tables } from './tables.ts';

/** How many different emojis one message may have. */
const MAX_EMOJIS = 50;

export function reactToMessage(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { messageId, emoji, on, clientId }: Parsed<'message:react'>,
): Message {
  const repeat = findRepeat(tables, actorId, clientId, 'message:react');
  if (repeat) return findAgain(tables, actorId, repeat);
  const message = requireMessage(tables, actorId, messageId);
  if (message.deletedAt !== null) throw new RequestError('conflict', 'This message was deleted.');
  const { reactions = [], ...rest } = message;
  const changed = reactionsWith(reactions, actorId, emoji, on);
  if (changed.length > MAX_EMOJIS)
    throw new RequestError('conflict', `A message has at most ${MAX_EMOJIS} different reactions.`);
  const reacted =
    changed === reactions
      ? message
      : changeMessage(
          tables,
          context,
          actorId,
          'message.reacted',
          changed.length === 0 ? rest : { ...rest, reactions: [...changed] },
        );
  if (reacted !== message) tellOfReaction(tables, context, reacted, { actorId, emoji, on });
  const { conversationId } = message;
  keepRequest(tables, context, actorId, clientId, { request: 'message:react', conversationId, messageId });
  return reacted;
}
