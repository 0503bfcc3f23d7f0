import { describe, expect, it } from 'vitest';
import type { Delta } from '../../shared/ipc/deltas.ts';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { conversationIdSchema, spaceIdSchema, userIdSchema } from '../../shared/model/ids.ts';
import { gather } from './gather.ts';

const uuid = (kind: number, number: number) =>
  `0190a000-000${kind}-7000-8000-${String(number).padStart(12, '0')}`;
const spaceId = spaceIdSchema.parse(uuid(5, 1));
const [garden, park] = [conversationIdSchema.parse(uuid(2, 1)), conversationIdSchema.parse(uuid(2, 2))];
const ada = userIdSchema.parse(uuid(1, 2));

const space = (unread: number): Delta => ({ type: 'space.changed', space: { spaceId, unread } as SpaceView });
const views = (...pairs: [typeof garden, number][]): Delta => ({
  type: 'conversations.changed',
  spaceId,
  conversations: pairs.map(([id, unread]) => ({ id, unread }) as ConversationView),
});
const removed = (id: typeof garden): Delta => ({
  type: 'conversations.removed',
  spaceId,
  conversationIds: [id],
});
const messages: Delta = { type: 'messages.changed', spaceId, conversationId: garden, messages: [] };
const typing = (id: typeof garden, ...userIds: (typeof ada)[]): Delta => ({
  type: 'typing.changed',
  spaceId,
  conversationId: id,
  userIds,
});

describe('deltas gathered for a frame', () => {
  it('keep their order, and all that adds to what came before', () => {
    const deltas = [messages, space(1), messages, removed(park), messages];
    expect(gather(deltas)).toEqual(deltas);
  });

  it('tell only the last of several states, where the first one stood', () => {
    expect(gather([space(1), messages, space(2), space(3)])).toEqual([space(3), messages]);
    expect(gather([typing(garden, ada), typing(park, ada), typing(garden)])).toEqual([
      typing(garden),
      typing(park, ada),
    ]);
  });

  it('tell each conversation once, before what was told of it', () => {
    const gathered = gather([views([garden, 1]), messages, views([garden, 2], [park, 1]), views([park, 2])]);
    expect(gathered).toEqual([views([garden, 2]), messages, views([park, 2])]);
  });

  it('do not move a state across what took it away', () => {
    const deltas = [views([garden, 1]), removed(garden), views([garden, 0])];
    expect(gather(deltas)).toEqual(deltas);
  });

  it('leave what they were given as it was', () => {
    const first = views([garden, 1]);
    gather([first, views([garden, 2])]);
    expect(first).toEqual(views([garden, 1]));
  });
});
