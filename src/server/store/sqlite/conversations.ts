import { type Conversation, MAX_GROUP } from '../../../shared/model/conversation.ts';
import { conversationIdSchema, type UserId } from '../../../shared/model/ids.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import { newId } from '../../newId.ts';
import type { Parsed } from '../Store.ts';
import { requireOwnLook } from './channelNames.ts';
import type { CommandContext } from './groupCommit.ts';
import { isGuest, requirePeople } from './guests.ts';
import {
  admit,
  asKnownTo,
  dismiss,
  foundConversation,
  noConversation,
  tellOfInvitation,
} from './membership.ts';
import { findRepeat, keepRequest } from './repeats.ts';
import type { Tables } from './tables.ts';

type Create = Parsed<'conversation:create'>;

export function createConversation(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  request: Create,
): Conversation {
  const repeat = findRepeat(tables, actorId, request.clientId, 'conversation:create');
  const conversation = repeat
    ? tables.conversations.find(repeat.conversationId)
    : makeConversation(tables, context, actorId, request);
  if (conversation === undefined) throw noConversation();
  if (repeat) return asKnownTo(tables, conversation, actorId);
  keepRequest(tables, context, actorId, request.clientId, {
    request: 'conversation:create',
    conversationId: conversation.id,
  });
  return conversation;
}

function makeConversation(tables: Tables, context: CommandContext, actorId: UserId, request: Create) {
  const people = [...new Set([actorId, ...(request.memberIds ?? [])])];
  requirePeople(tables, actorId, people);
  if (request.kind === 'channel' && isGuest(tables, actorId))
    throw new RequestError('forbidden', 'Guests cannot make channels.');
  if (request.kind === 'direct') {
    // With oneself alone it is a place for notes.
    if (people.length > 2)
      throw new RequestError('invalid', 'memberIds: a direct message is between two people');
    const existing = tables.conversations.findDirect(people);
    if (existing) return existing;
  }
  if (request.kind === 'group' && people.length < 3)
    throw new RequestError('invalid', 'memberIds: a group is of three people or more');
  if (request.kind === 'group' && people.length > MAX_GROUP)
    throw new RequestError('invalid', `memberIds: a group is of ${MAX_GROUP} people at most`);
  const isChannel = request.kind === 'channel';
  const hidden = !isChannel || (request.private ?? false);
  if (isChannel && !hidden) requireOwnLook(tables, request.name);
  const conversation: Conversation = {
    id: conversationIdSchema.parse(newId(context.at)),
    kind: request.kind,
    name: isChannel ? request.name : null,
    private: hidden,
    everyone: false,
    memberIds: isChannel ? [] : people,
    createdBy: actorId,
    createdAt: context.at,
  };
  foundConversation(tables, context, conversation, people);
  if (request.kind !== 'direct') tellOfInvitation(tables, context, conversation, people, actorId);
  return conversation;
}

export function joinConversation(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { conversationId, clientId }: Parsed<'conversation:join'>,
): Conversation {
  const repeat = findRepeat(tables, actorId, clientId, 'conversation:join');
  const conversation = tables.conversations.find(repeat?.conversationId ?? conversationId);
  if (repeat && conversation) return asKnownTo(tables, conversation, actorId);
  const access = tables.memberships.access(conversationId, actorId);
  if (conversation === undefined || access === 'hidden') throw noConversation();
  const notice = { type: 'joined' as const };
  if (access === 'visible') admit(tables, context, conversation, [actorId], actorId, notice);
  keepRequest(tables, context, actorId, clientId, { request: 'conversation:join', conversationId });
  return conversation;
}

export function leaveConversation(
  tables: Tables,
  context: CommandContext,
  actorId: UserId,
  { conversationId, clientId }: Parsed<'conversation:leave'>,
): void {
  if (findRepeat(tables, actorId, clientId, 'conversation:leave')) return;
  const conversation = tables.conversations.find(conversationId);
  const access = tables.memberships.access(conversationId, actorId);
  if (conversation === undefined || access === 'hidden') throw noConversation();
  if (conversation.everyone)
    throw new RequestError('forbidden', 'Everyone is in this channel; nobody leaves it.');
  if (conversation.kind === 'direct') throw new RequestError('forbidden', 'A direct message cannot be left.');
  if (access === 'member') dismiss(tables, context, conversation, actorId, actorId);
  keepRequest(tables, context, actorId, clientId, { request: 'conversation:leave', conversationId });
}
