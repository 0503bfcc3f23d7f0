import type { OutboxItem } from '../../../../src/shared/ipc/views.ts';
import type { ClientId, ConversationId, MessageId, SpaceId } from '../../../../src/shared/model/ids.ts';
import type { QueuedRequest } from '../../../../src/shared/protocol/passedOn.ts';
import type { FakeApp } from '../FakeApp.ts';
import { Refusal } from '../Refusal.ts';
import { pageOf, searchIn } from '../reading.ts';
import type { Handlers } from './Handlers.ts';

/** Messages: read, found, and changed by way of the outbox. */
export function messageHandlers(app: FakeApp): Handlers {
  return {
    'messages:page': (input) => pageOf(app.space(input.spaceId as SpaceId), input),
    'messages:search': (input) => searchIn(app.space(input.spaceId as SpaceId), input),
    'messages:thread': ({ conversationId, messageId }) => {
      const all = app.space().messages.get(conversationId as ConversationId) ?? [];
      const message = all.find(({ id }) => id === messageId);
      if (message === undefined) throw new Refusal('not_found');
      const replies = all.filter(({ replyTo }) => replyTo === messageId);
      return { message, replies, complete: app.space().view.connection.status === 'online' };
    },
    'messages:get': ({ messageIds }) => {
      const all = [...app.space().messages.values()].flat();
      return { messages: all.filter(({ id }) => messageIds.includes(id)) };
    },
    'messages:send': ({ spaceId, conversationId, text, replyTo, forwardOf }) => {
      const item = app.outbox.item(conversationId as ConversationId, {
        kind: 'send',
        text,
        replyTo: (replyTo ?? null) as MessageId | null,
        ...(forwardOf === undefined ? {} : { forwardOf: forwardOf as MessageId }),
      });
      app.outbox.queue(app.space(spaceId as SpaceId), item);
      return { clientId: item.clientId };
    },
    'messages:edit': ({ conversationId, target, text }) => {
      app.outbox.change(conversationId as ConversationId, target, text);
      return {};
    },
    'messages:delete': ({ conversationId, target }) => {
      app.outbox.change(conversationId as ConversationId, target, null);
      return {};
    },
    'outbox:add': ({ spaceId, conversationId, request }) => {
      const space = app.space(spaceId as SpaceId);
      const item = app.outbox.item((conversationId ?? space.view.userId) as ConversationId, {
        kind: 'request',
        request: request as QueuedRequest,
      });
      app.outbox.queue(space, item);
      return { clientId: item.clientId };
    },
    'outbox:retry': ({ clientId }) => {
      const space = app.space();
      const item = space.outbox.find((one) => one.clientId === clientId);
      if (item === undefined) throw new Refusal('not_found');
      const again: OutboxItem = { ...item, state: 'waiting', error: null };
      app.outbox.replace(space, again);
      if (space.view.connection.status === 'online')
        setTimeout(() => app.outbox.deliver(space, again.clientId), 20);
      return {};
    },
    'outbox:discard': ({ clientId }) => {
      app.outbox.drop(app.space(), clientId as ClientId);
      return {};
    },
  };
}
