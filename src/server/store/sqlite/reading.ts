import type { ConversationId, MessageId, UserId } from '../../../shared/model/ids.ts';
import type { Message, Version } from '../../../shared/model/message.ts';
import {
  conversationStream,
  directoryStream,
  parseStream,
  type Stream,
  userStream,
} from '../../../shared/model/stream.ts';
import { isActive } from '../../../shared/model/user.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import type { ReadPosition, Reply } from '../../../shared/protocol/requests.ts';
import { SEEN_BY_MAX_MEMBERS } from '../../../shared/protocol/signals.ts';
import { SYNC_MAX_BYTES } from '../../../shared/protocol/sync.ts';
import type { Parsed, StreamState } from '../Store.ts';
import { requireMember } from './membership.ts';
import { requireMessage } from './messageChanges.ts';
import { isShownToJudge } from './reports.ts';
import type { Tables } from './tables.ts';

/** Guests know only who and what they meet in their conversations (S3). */
export const readsDirectory = ({ users }: Tables, userId: UserId): boolean => {
  const user = users.find(userId);
  return user !== undefined && isActive(user) && user.role !== 'guest';
};

/** All streams that a person may read: the directory, their own, their conversations'. */
export function readableStreams(tables: Tables, userId: UserId): StreamState[] {
  const { streams, users } = tables;
  const user = users.find(userId);
  if (!user || !isActive(user)) return [];
  const directory = readsDirectory(tables, userId) ? [streams.state(directoryStream)] : [];
  return [...directory, streams.state(userStream(userId)), ...streams.ofConversations(userId)];
}

/** Whether a person may read a stream now. */
export function mayRead(tables: Tables, userId: UserId, stream: Stream): boolean {
  const parts = parseStream(stream);
  if (tables.users.stateOf(userId) !== undefined) return false;
  switch (parts?.kind) {
    case 'directory':
      return readsDirectory(tables, userId);
    case 'user':
      return parts.userId === userId;
    case 'conversation':
      return tables.memberships.access(parts.conversationId, userId) === 'member';
    default:
      return false;
  }
}

/** A page of a conversation's messages as they stand at its head (S12). */
export function readHistory(tables: Tables, userId: UserId, request: Parsed<'history'>): Reply<'history'> {
  const { conversationId, beforeSeq, afterSeq, aroundId, limit } = request;
  requireMember(tables, userId, conversationId);
  const { head: asOf, floor } = tables.streams.state(conversationStream(conversationId));
  const limits = { events: limit, bytes: SYNC_MAX_BYTES };
  if (aroundId !== undefined) return { ...pageAround(tables, request, aroundId, floor), asOf };
  if (afterSeq !== undefined) {
    const range = { conversationId, afterSeq: Math.max(afterSeq, floor), beforeSeq: asOf + 1 };
    return { ...tables.messages.oldest(range, limits), asOf };
  }
  const range = { conversationId, afterSeq: floor, beforeSeq: beforeSeq ?? asOf + 1 };
  return { ...tables.messages.newest(range, limits), asOf };
}

/** As much before a message as from it on. */
function pageAround(
  { messages }: Tables,
  { conversationId, limit }: { conversationId: ConversationId; limit: number },
  aroundId: Parsed<'history'>['aroundId'] & {},
  floor: number,
) {
  const center = messages.find(aroundId);
  if (!center || center.conversationId !== conversationId || center.seq <= floor)
    throw new RequestError('not_found', 'There is no such message in this conversation.');
  const [before, from] = [Math.floor(limit / 2), Math.ceil(limit / 2)];
  const bytes = SYNC_MAX_BYTES / 2;
  const until = Number.MAX_SAFE_INTEGER;
  const newer = messages.oldest(
    { conversationId, afterSeq: center.seq - 1, beforeSeq: until },
    { events: from, bytes },
  );
  const older = messages.newest(
    { conversationId, afterSeq: floor, beforeSeq: center.seq },
    { events: before, bytes },
  );
  return { messages: [...older.messages, ...newer.messages], more: older.more };
}

/** What a message said before it was edited. */
export function readVersions(tables: Tables, userId: UserId, messageId: MessageId): Version[] {
  return tables.versions.of(requireMessage(tables, userId, messageId).id);
}

/** Those of some messages that a person may read, of what was reported for them to judge included. */
export function readMessages(tables: Tables, userId: UserId, ids: readonly MessageId[]): Message[] {
  const { memberships, messages, streams } = tables;
  return [...new Set(ids)].flatMap((id) => {
    const message = messages.find(id);
    if (message === undefined) return [];
    const isIn = memberships.access(message.conversationId, userId) === 'member';
    if (!isIn && !isShownToJudge(tables, userId, message)) return [];
    const { floor } = streams.state(conversationStream(message.conversationId));
    return message.seq > floor ? [message] : [];
  });
}

/** A message and a page of what replies to it, in order of seq. */
export function readThread(
  tables: Tables,
  userId: UserId,
  { messageId, afterSeq, limit }: Parsed<'message:thread'>,
): Reply<'message:thread'> {
  const message = requireMessage(tables, userId, messageId);
  const { conversationId } = message;
  const { floor } = tables.streams.state(conversationStream(conversationId));
  const after = Math.max(afterSeq ?? 0, floor);
  const page = tables.messages.replies(messageId, conversationId, after, {
    events: limit,
    bytes: SYNC_MAX_BYTES,
  });
  return { message, replies: page.messages, more: page.more };
}

/** How many people are in each public channel; a guest does not know the directory (S3). */
export const readMemberCounts = (tables: Tables, userId: UserId): Reply<'conversation:counts'>['counts'] =>
  readsDirectory(tables, userId) ? tables.memberships.publicCounts() : [];

/** How far the members of a conversation have read, where they are few enough to care. */
export function readPositions(
  tables: Tables,
  userId: UserId,
  conversationId: ConversationId,
): ReadPosition[] {
  requireMember(tables, userId, conversationId);
  const { memberships } = tables;
  return memberships.count(conversationId) > SEEN_BY_MAX_MEMBERS ? [] : memberships.reads(conversationId);
}
