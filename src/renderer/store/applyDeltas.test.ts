import { describe, expect, it } from 'vitest';
import type { Delta } from '../../shared/ipc/deltas.ts';
import type { ConversationView, OutboxItem } from '../../shared/ipc/views.ts';
import type { ConversationId, SpaceId, UserId } from '../../shared/model/ids.ts';
import { applyDeltas } from './applyDeltas.ts';
import { emptyWindow } from './messageWindow.ts';
import { type AppState, initialState } from './state.ts';

const space = 'space' as SpaceId;
const born = 'born' as ConversationId;
const real = 'real' as ConversationId;
const view = (id: ConversationId, more: Partial<ConversationView> = {}): ConversationView =>
  ({
    id,
    name: 'bees',
    headSeq: 1,
    readSeq: 0,
    unread: 0,
    joined: true,
    pending: null,
    ...more,
  }) as ConversationView;
const item = (clientId: string, conversationId: ConversationId): OutboxItem =>
  ({ clientId, conversationId, state: 'waiting' }) as unknown as OutboxItem;
const delta = (fields: object): Delta => ({ spaceId: space, ...fields }) as Delta;

const open: AppState = {
  ...initialState,
  spaceId: space,
  shown: { [space]: born },
  conversations: { [space]: { [born]: view(born, { pending: 'creating' }) } },
  windows: { [born]: { ...emptyWindow, status: 'ready' } },
  drafts: { [born]: 'half a thought' },
  outbox: { [space]: [item('one', born)] },
  newAfter: { [born]: 3 },
};

describe('a conversation that gets its real id', () => {
  const after = applyDeltas(open, [delta({ type: 'conversation.replaced', from: born, to: real })]);

  it('takes the open view, the draft, the messages and what waits along', () => {
    expect(after.shown[space]).toBe(real);
    expect(after.drafts).toEqual({ [real]: 'half a thought' });
    expect(after.newAfter).toEqual({ [real]: 3 });
    expect(after.outbox[space]?.map(({ conversationId }) => conversationId)).toEqual([real]);
    expect(Object.keys(after.windows)).toEqual([real]);
    expect(Object.keys(after.conversations[space] ?? {})).toEqual([real]);
  });

  it('stays the same view, and asks for its messages, of which there may be more', () => {
    expect(after.bornAs[real]).toBe(born);
    expect(after.windows[real]?.stale).toBe(true);
  });

  it('keeps what was told of the real one before', () => {
    const told = applyDeltas(open, [
      delta({ type: 'conversations.changed', conversations: [view(real, { unread: 4 })] }),
      delta({ type: 'conversation.replaced', from: born, to: real }),
    ]);
    expect(told.conversations[space]?.[real]?.unread).toBe(4);
  });
});

describe('a conversation that one may no longer read', () => {
  it('leaves the list, its messages and the view', () => {
    const after = applyDeltas(open, [delta({ type: 'conversations.removed', conversationIds: [born] })]);
    expect(after.conversations[space]).toEqual({});
    expect(after.windows).toEqual({});
    expect(after.shown).toEqual({});
    // What was written there may still be wanted.
    expect(after.drafts[born]).toBe('half a thought');
  });
});

describe('what comes late or twice', () => {
  it('does not take a conversation back to an older head', () => {
    const newer = applyDeltas(open, [
      delta({ type: 'conversations.changed', conversations: [view(born, { headSeq: 9, unread: 2 })] }),
      delta({ type: 'conversations.changed', conversations: [view(born, { headSeq: 5 })] }),
    ]);
    expect(newer.conversations[space]?.[born]).toMatchObject({ headSeq: 9, unread: 2 });
  });

  it('changes an outbox row in its place and drops it once', () => {
    const more = applyDeltas(open, [
      delta({ type: 'outbox.changed', items: [item('two', born)], removedIds: [] }),
      delta({ type: 'outbox.changed', items: [{ ...item('one', born), state: 'refused' }], removedIds: [] }),
    ]);
    expect(more.outbox[space]?.map(({ clientId, state }) => [clientId, state])).toEqual([
      ['one', 'refused'],
      ['two', 'waiting'],
    ]);
    const fewer = applyDeltas(more, [
      delta({ type: 'outbox.changed', items: [], removedIds: ['one', 'one'] }),
    ]);
    expect(fewer.outbox[space]?.map(({ clientId }) => clientId)).toEqual(['two']);
  });

  it('counts members in and out only where they were asked for', () => {
    const asked = { ...open, members: { [born]: ['a', 'b'] as UserId[] } };
    const change = delta({ type: 'members.changed', conversationId: born, joined: ['c', 'a'], left: ['b'] });
    expect(applyDeltas(asked, [change]).members[born]).toEqual(['c', 'a']);
    expect(applyDeltas(open, [change]).members).toEqual({});
  });
});
