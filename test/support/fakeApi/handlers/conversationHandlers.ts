import { type DraftContent, mergeDrafts, noDraft } from '../../../../src/shared/model/draft.ts';
import type { ClientId, ConversationId, SpaceId } from '../../../../src/shared/model/ids.ts';
import { createIn } from '../creating.ts';
import type { FakeApp } from '../FakeApp.ts';
import { Refusal } from '../Refusal.ts';
import type { Handlers } from './Handlers.ts';

/** Conversations: made, joined, left, and read how far. */
export function conversationHandlers(app: FakeApp): Handlers {
  function setJoined(conversationId: ConversationId, joined: boolean): Record<string, never> {
    const space = app.space();
    const view = space.conversations.get(conversationId);
    if (view === undefined) throw new Refusal('not_found');
    view.joined = joined;
    app.push({ type: 'conversations.changed', spaceId: space.view.spaceId, conversations: [view] });
    return {};
  }

  return {
    'conversations:create': (input) => {
      const space = app.space(input.spaceId as SpaceId);
      const number = app.number();
      const known = space.conversations.size;
      const view = createIn(space, input, 5000 + number, Date.now());
      if (space.conversations.size > known && space.view.connection.status !== 'online') {
        view.pending = 'creating';
        const item = app.outbox.item(view.id, { kind: 'create' });
        app.outbox.queue(space, { ...item, clientId: view.id as string as ClientId });
      }
      app.push({ type: 'conversations.changed', spaceId: space.view.spaceId, conversations: [view] });
      return { conversationId: view.id };
    },
    'conversations:join': ({ conversationId }) => setJoined(conversationId as ConversationId, true),
    'conversations:leave': ({ conversationId }) => setJoined(conversationId as ConversationId, false),
    'conversations:members': ({ conversationId }) => ({
      userIds: app.space().members.get(conversationId as ConversationId) ?? [],
    }),
    'drafts:save': ({ spaceId, conversationId, draft, was }) => {
      const { drafts } = app.space(spaceId as SpaceId);
      const id = conversationId as ConversationId;
      drafts.set(id, mergeDrafts(was as DraftContent, draft as DraftContent, drafts.get(id) ?? noDraft));
      return {};
    },
    'reads:advance': ({ conversationId, seq }) => {
      const space = app.space();
      const view = space.conversations.get(conversationId as ConversationId);
      if (view === undefined || view.readSeq >= seq) return {};
      app.read(space, view, seq);
      return {};
    },
    'reads:reset': ({ conversationId, seq }) => {
      const space = app.space();
      const view = space.conversations.get(conversationId as ConversationId);
      if (view !== undefined) app.read(space, view, seq);
      return {};
    },
  };
}
