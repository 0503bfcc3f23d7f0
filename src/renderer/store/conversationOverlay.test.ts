import { describe, expect, it } from 'vitest';
import type { ConversationView, OutboxItem } from '../../shared/ipc/views.ts';
import type { ConversationId, UserId } from '../../shared/model/ids.ts';
import { changesOf, membersBeingAdded, overlayConversations, shownMembers } from './conversationOverlay.ts';
import type { ConversationsById } from './conversations.ts';

const garden = 'garden' as ConversationId;
const lunch = 'lunch' as ConversationId;
const [ada, ben, cleo, dan] = ['ada', 'ben', 'cleo', 'dan'] as UserId[] as [UserId, UserId, UserId, UserId];
const view = (id: ConversationId, more: Partial<ConversationView>) =>
  ({ id, memberIds: [], headSeq: 4, unread: 0, ...more }) as unknown as ConversationView;
const held: ConversationsById = {
  [garden]: view(garden, { kind: 'channel', name: 'garden', topic: 'Bees', description: 'All of it' }),
  [lunch]: view(lunch, { kind: 'group', name: null, memberIds: [ada, ben, cleo] }),
};
let made = 0;
function waiting(conversationId: ConversationId, name: string, payload: object): OutboxItem {
  made += 1;
  const action = { kind: 'request', request: { name, payload: { conversationId, ...payload } } };
  return {
    clientId: `c${made}`,
    conversationId,
    action,
    createdAt: 50,
    state: 'waiting',
    error: null,
  } as never;
}
const changing = (change: object, id = garden) => waiting(id, 'conversation:change', change);
const adding = (userIds: UserId[], id = garden) => waiting(id, 'member:add', { userIds });
const removing = (userId: UserId, id = garden) => waiting(id, 'member:remove', { userId });

describe('what waits to be changed about a conversation', () => {
  it('shows at once: name, topic and description in the order in which they were asked for', () => {
    const shown = overlayConversations(held, [
      changing({ name: 'orchard', topic: 'Apples' }),
      changing({ topic: null, description: 'Trees' }),
    ])[garden];
    expect(shown).toMatchObject({ name: 'orchard', description: 'Trees' });
    expect(shown?.topic).toBeUndefined();
    expect(held[garden]).toMatchObject({ name: 'garden', topic: 'Bees' });
  });

  it('archives and brings back', () => {
    const archived = overlayConversations(held, [changing({ archived: true })])[garden];
    expect(archived?.archivedAt).toBe(50);
    const back = overlayConversations(held, [changing({ archived: true }), changing({ archived: false })]);
    expect(back[garden]?.archivedAt).toBeUndefined();
    const before = { ...held, [garden]: view(garden, { kind: 'channel', name: 'garden', archivedAt: 7 }) };
    expect(overlayConversations(before, [changing({ archived: true })])[garden]?.archivedAt).toBe(7);
  });

  it('names a group by who will be in it', () => {
    const shown = overlayConversations(held, [adding([dan, ben], lunch), removing(cleo, lunch)])[lunch];
    expect(shown?.memberIds).toEqual([ada, ben, dan]);
  });

  it('says who will be in a channel, and whose coming waits', () => {
    const outbox = [adding([cleo, dan]), removing(dan), removing(ben)];
    const changes = changesOf(outbox, garden);
    expect(shownMembers([ada, ben], changes)).toEqual([ada, cleo]);
    expect([...membersBeingAdded(changes)]).toEqual([cleo]);
    expect(changesOf(outbox, lunch)).toEqual([]);
  });

  it('leaves everything else the same object, and is undone by going', () => {
    expect(overlayConversations(held, [])).toBe(held);
    expect(overlayConversations(held, [waiting(garden, 'message:pin', {})])).toBe(held);
    const unknown = changing({ name: 'x' }, 'nowhere' as ConversationId);
    expect(overlayConversations(held, [unknown])).toBe(held);
    const change = changing({ name: 'orchard' });
    const first = overlayConversations(held, [change]);
    // Another message in another conversation: what is laid over stays as it was drawn.
    const later = { ...held, [lunch]: view(lunch, { kind: 'group', name: null, headSeq: 5 }) };
    expect(overlayConversations(later, [change])[garden]).toBe(first[garden]);
    expect(overlayConversations(held, [])[garden]?.name).toBe('garden');
  });
});
