import type { ReadState } from '../../../shared/model/conversation.ts';
import type { ConversationId, Seq, UserId } from '../../../shared/model/ids.ts';
import { conversationStream, userStream } from '../../../shared/model/stream.ts';
import type { Parsed } from '../Store.ts';
import { append } from './append.ts';
import type { CommandContext } from './groupCommit.ts';
import { requireMember } from './membership.ts';
import { markReadThrough } from './notifications.ts';
import { readStateOf } from './readState.ts';
import { findRepeat, keepRequest } from './repeats.ts';
import type { Tables } from './tables.ts';

/** Takes the maximum, so that a repeat does nothing and its client id need not be kept (S14). */
export function advanceRead(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { conversationId, seq }: Parsed<'read:advance'>,
): ReadState {
  const current = requireReadSeq(tables, actorId, conversationId);
  const readSeq = Math.max(current, boundedSeq(tables, conversationId, seq));
  return moveRead(tables, context, actorId, { conversationId, current, readSeq, type: 'read.advanced' });
}

export function resetRead(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { conversationId, seq, clientId }: Parsed<'read:reset'>,
): ReadState {
  const repeat = findRepeat(tables, actorId, clientId, 'read:reset');
  if (repeat) {
    const kept = tables.memberships.readSeq(repeat.conversationId, actorId);
    if (kept !== undefined) return readStateOf(tables, actorId, repeat.conversationId, kept);
    // Who has left since learns nothing new of what goes on there.
    const then = repeat.seq ?? 0;
    return { readSeq: then, unread: 0, asOf: then, userSeq: 0 };
  }
  const current = requireReadSeq(tables, actorId, conversationId);
  const readSeq = boundedSeq(tables, conversationId, seq);
  keepRequest(tables, context, actorId, clientId, { request: 'read:reset', conversationId, seq: readSeq });
  return moveRead(tables, context, actorId, { conversationId, current, readSeq, type: 'read.reset' });
}

function requireReadSeq(tables: Tables, userId: UserId, conversationId: ConversationId): Seq {
  requireMember(tables, userId, conversationId);
  return tables.memberships.readSeq(conversationId, userId) ?? 0;
}

/** Nobody has read what is not written yet. */
const boundedSeq = ({ streams }: Tables, conversationId: ConversationId, seq: Seq): Seq =>
  Math.min(seq, streams.head(conversationStream(conversationId)));

type Move = {
  conversationId: ConversationId;
  current: Seq;
  readSeq: Seq;
  type: 'read.advanced' | 'read.reset';
};

function moveRead(
  tables: Tables,
  context: CommandContext,
  userId: UserId,
  { conversationId, current, readSeq, type }: Move,
): ReadState {
  if (readSeq === current) return readStateOf(tables, userId, conversationId, readSeq);
  tables.memberships.setReadSeq(conversationId, userId, readSeq);
  markReadThrough(tables, context, userId, conversationId, readSeq);
  const { read } = append(tables, context, {
    stream: userStream(userId),
    type,
    actorId: userId,
    data: (seq) => ({
      conversationId,
      read: readStateOf(tables, userId, conversationId, readSeq, seq),
    }),
  });
  return read;
}
