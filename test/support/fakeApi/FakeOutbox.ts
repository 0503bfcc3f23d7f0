import type { AppInput } from '../../../src/shared/ipc/contract.ts';
import type { OutboxItem } from '../../../src/shared/ipc/views.ts';
import type { ClientId, ConversationId, MessageId } from '../../../src/shared/model/ids.ts';
import { type Message, reactionsWith } from '../../../src/shared/model/message.ts';
import { conversationStream } from '../../../src/shared/model/stream.ts';
import type { User } from '../../../src/shared/model/user.ts';
import type { QueuedRequest } from '../../../src/shared/protocol/passedOn.ts';
import { conversationIdOf, type FakeSpace } from './buildSpace.ts';
import { makeReal } from './creating.ts';
import { entrySetBy } from './entrySetBy.ts';
import type { FakeApp } from './FakeApp.ts';
import { type GoverningRequest, governConversation, isGoverning } from './governConversation.ts';
import { readNotifications } from './notifications.ts';
import { Refusal } from './Refusal.ts';
import { fakeId } from './random.ts';
import { reportMessage } from './running/reportMessage.ts';

/** The outbox of the fake app, and what a server would do with what is in it. */
export class FakeOutbox {
  readonly #app: FakeApp;
  /** What messages became that have been delivered: a window may go on naming them as it began to change them. */
  readonly #sentIds = new Map<ClientId, MessageId>();

  constructor(app: FakeApp) {
    this.#app = app;
  }

  /** Puts a change in, which is delivered at once where there is a connection. */
  queue(space: FakeSpace, item: OutboxItem): void {
    space.outbox.push(item);
    this.#app.push({ type: 'outbox.changed', spaceId: space.view.spaceId, items: [item], removedIds: [] });
    if (space.view.connection.status === 'online')
      setTimeout(
        () => this.deliver(space, item.clientId),
        this.#app.options.latency?.['messages:send'] ?? 20,
      );
  }

  /** What is done with a change once it has reached the server: as it is by then, if it has not been discarded. */
  deliver(space: FakeSpace, clientId: ClientId): void {
    const item = space.outbox.find((one) => one.clientId === clientId);
    if (item === undefined) return;
    const { spaceId } = space.view;
    const { refuseSends, refuseRequests } = this.#app.options;
    const view = space.conversations.get(item.conversationId);
    if (item.state === 'refused') return;
    if (item.action.kind === 'request' && refuseRequests !== undefined) {
      this.drop(space, item.clientId);
      this.#app.push({ type: 'request.refused', spaceId, error: refuseRequests });
      return;
    }
    if (item.action.kind === 'request') this.#perform(space, item.conversationId, item.action.request);
    else if (view === undefined) return;
    if (refuseSends !== undefined && item.action.kind === 'send') {
      this.replace(space, { ...item, state: 'refused', error: refuseSends });
      return;
    }
    const { action } = item;
    if (action.kind === 'send' && view !== undefined) {
      const message = this.#app.append(space, view, space.view.userId, action.text, item.clientId);
      this.#sentIds.set(item.clientId, message.id);
      Object.assign(message, { replyTo: action.replyTo }, this.#forwarded(space, action.forwardOf));
      this.#app.tellMessages(space, view, [message]);
    } else if (action.kind === 'create' && view !== undefined) {
      const from = view.id;
      makeReal(space, view, conversationIdOf(5000 + this.#app.number()));
      this.#app.push(
        { type: 'conversation.replaced', spaceId, from, to: view.id },
        { type: 'conversations.changed', spaceId, conversations: [view] },
      );
    } else if (action.kind === 'edit') {
      this.#app.changeMessage(item.conversationId, action.messageId, {
        text: action.text,
        editedAt: Date.now(),
      });
    } else if (action.kind === 'delete') {
      this.#app.changeMessage(item.conversationId, action.messageId, { text: '', deletedAt: Date.now() });
    }
    space.outbox = space.outbox.filter(({ clientId }) => clientId !== item.clientId);
    this.#app.push({ type: 'outbox.changed', spaceId, items: [], removedIds: [item.clientId] });
  }

  /** What a request of the outbox does once it is there. */
  #perform(space: FakeSpace, conversationId: ConversationId, request: QueuedRequest): void {
    const me = space.view.userId;
    if (request.name === 'message:react') {
      const { messageId, emoji, on } = request.payload;
      const held = space.messages.get(conversationId)?.find(({ id }) => id === messageId)?.reactions ?? [];
      const reactions = [...reactionsWith(held, me, emoji, on)];
      this.#app.changeMessage(conversationId, messageId as MessageId, { reactions });
      return;
    }
    if (isGoverning(request)) {
      this.#govern(space, conversationId, request);
      return;
    }
    if (request.name === 'user:change') {
      this.#changeSelf(space, request.payload);
      return;
    }
    if (request.name === 'notification:read') {
      for (const entry of readNotifications(space, request.payload, Date.now()))
        this.#app.setEntry(space, entry);
      return;
    }
    if (request.name === 'message:report') {
      reportMessage(space, conversationId, request.payload);
      return;
    }
    this.#app.setEntry(space, entrySetBy(request, conversationId, me, Date.now()));
    const view = space.conversations.get(conversationId);
    if (request.name !== 'message:pin' || !request.payload.pinned || view === undefined) return;
    const line = this.#app.append(space, view, me, '');
    Object.assign(line, { notice: { type: 'pinned', messageId: request.payload.messageId } });
    this.#app.tellMessages(space, view, [line]);
  }

  #govern(space: FakeSpace, conversationId: ConversationId, request: GoverningRequest): void {
    const { spaceId, userId: me } = space.view;
    const view = space.conversations.get(conversationId);
    if (view === undefined) throw new Refusal('not_found');
    const before = space.members.get(conversationId) ?? [];
    const notices = governConversation(space, view, request);
    const after = space.members.get(conversationId) ?? [];
    if (request.name === 'member:role') {
      const { userId: key, role } = request.payload;
      const value = role === 'member' ? null : role;
      this.#app.setEntry(space, { stream: conversationStream(conversationId), kind: 'role', key, value });
    }
    const joined = after.filter((id) => !before.includes(id));
    const left = before.filter((id) => !after.includes(id));
    this.#app.push({ type: 'members.changed', spaceId, conversationId, joined, left });
    const messages = notices.map((notice) =>
      Object.assign(this.#app.append(space, view, me, ''), { notice }),
    );
    this.#app.tellMessages(space, view, messages);
  }

  #changeSelf(space: FakeSpace, payload: Extract<QueuedRequest, { name: 'user:change' }>['payload']): void {
    const { userId, spaceId } = space.view;
    const user = space.users.get(userId);
    if (user === undefined) throw new Refusal('not_found');
    const stated = Object.entries({ ...user, ...payload }).filter(
      ([, value]) => value !== null && value !== undefined,
    );
    const changed = Object.fromEntries(stated) as User;
    space.users.set(userId, changed);
    this.#app.push({ type: 'users.changed', spaceId, users: [changed] });
  }

  /** What a message says that forwards another. */
  #forwarded(space: FakeSpace, forwardOf: MessageId | undefined): Partial<Message> {
    const source = [...space.messages.values()].flat().find(({ id }) => id === forwardOf);
    if (source === undefined) return {};
    const { id: messageId, conversationId, authorId, createdAt, text } = source;
    return {
      text,
      forwardedFrom: source.forwardedFrom ?? { messageId, conversationId, authorId, createdAt },
    };
  }

  replace(space: FakeSpace, item: OutboxItem): void {
    space.outbox = space.outbox.map((one) => (one.clientId === item.clientId ? item : one));
    this.#app.push({ type: 'outbox.changed', spaceId: space.view.spaceId, items: [item], removedIds: [] });
  }

  item(conversationId: ConversationId, action: OutboxItem['action']): OutboxItem {
    const clientId = fakeId(8, this.#app.number()) as ClientId;
    return { clientId, conversationId, action, createdAt: Date.now(), state: 'waiting', error: null };
  }

  /** Edits a message, or deletes it where there is no text; one that still waits is changed where it waits. */
  change(
    conversationId: ConversationId,
    target: AppInput<'messages:edit'>['target'],
    text: string | null,
  ): void {
    const space = this.#app.space();
    const sentId = 'clientId' in target ? this.#sentIds.get(target.clientId as ClientId) : target.messageId;
    if (sentId !== undefined) {
      const messageId = sentId as MessageId;
      const action =
        text === null ? { kind: 'delete' as const, messageId } : { kind: 'edit' as const, messageId, text };
      this.queue(space, this.item(conversationId, action));
      return;
    }
    const item = space.outbox.find(({ clientId }) => 'clientId' in target && clientId === target.clientId);
    if (item === undefined || item.action.kind !== 'send') throw new Refusal('not_found');
    if (text === null) this.drop(space, item.clientId);
    else this.replace(space, { ...item, action: { ...item.action, text } });
  }

  drop(space: FakeSpace, clientId: ClientId): void {
    space.outbox = space.outbox.filter((item) => item.clientId !== clientId);
    this.#app.push({
      type: 'outbox.changed',
      spaceId: space.view.spaceId,
      items: [],
      removedIds: [clientId],
    });
  }
}
