import { describe, expect, it } from 'vitest';
import type { Delta } from '../../shared/ipc/deltas.ts';
import type { ConversationId, MessageId, SpaceId } from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import { applyDeltas } from './applyDeltas.ts';
import { placeMessages } from './placedMessages.ts';
import { type AppState, initialState } from './state.ts';

const space = 'space' as SpaceId;
const garden = 'garden' as ConversationId;
const message = (id: string, seq: number, more: Partial<Message> = {}): Message =>
  ({ id, conversationId: garden, seq, changedSeq: seq, text: `says ${id}`, ...more }) as Message;
const delta = (fields: object): Delta => ({ spaceId: space, conversationId: garden, ...fields }) as Delta;
const ids = (state: AppState) => Object.keys(state.placed);

const asked = ['a', 'b', 'c'] as MessageId[];
const shown: AppState = {
  ...initialState,
  ...placeMessages(initialState, asked, [message('a', 5), message('b', 9)]),
};

describe('messages that are shown out of their place', () => {
  it('follow what becomes of them, so that what was deleted is not read any more', () => {
    const deleted = message('a', 5, { changedSeq: 12, text: '', deletedAt: 1 });
    const after = applyDeltas(shown, [delta({ type: 'messages.changed', messages: [deleted] })]);
    expect(after.placed['a' as MessageId]).toEqual(deleted);
    // Those that nobody asked for are not kept.
    const other = applyDeltas(shown, [delta({ type: 'messages.changed', messages: [message('z', 30)] })]);
    expect(ids(other)).toEqual(['a', 'b']);
  });

  it('are not set back by an answer that was on the way while they changed', () => {
    const deleted = message('a', 5, { changedSeq: 12, text: '', deletedAt: 1 });
    const after = applyDeltas(shown, [delta({ type: 'messages.changed', messages: [deleted] })]);
    const late = placeMessages(after, ['a' as MessageId], [message('a', 5)]);
    expect(late.placed?.['a' as MessageId]).toEqual(deleted);
    // What the answer leaves out cannot be had any more.
    expect(placeMessages(after, ['a' as MessageId], []).placed).toEqual({ b: message('b', 9) });
  });

  it('go with what expires and with the conversations that one loses', () => {
    expect(ids(applyDeltas(shown, [delta({ type: 'messages.expired', throughSeq: 5 })]))).toEqual(['b']);
    expect(
      ids(applyDeltas(shown, [delta({ type: 'conversations.removed', conversationIds: [garden] })])),
    ).toEqual([]);
  });

  it('go with the space that is taken off this computer', () => {
    const here: AppState = { ...shown, conversations: { [space]: { [garden]: {} as never } } };
    expect(ids(applyDeltas(here, [delta({ type: 'space.removed' })]))).toEqual([]);
  });

  it('are asked for again after a reset, and read until then', () => {
    for (const type of ['messages.reset', 'space.reset']) {
      const after = applyDeltas(shown, [delta({ type })]);
      expect(after.placedEpoch).toBe(shown.placedEpoch + 1);
      expect(ids(after)).toEqual(['a', 'b']);
    }
  });
});

describe('how a space is doing', () => {
  const told = (connections: number) => delta({ type: 'figures.changed', figures: { connections } });

  it('is remembered for as long as it is told, and no longer', () => {
    const some = applyDeltas(
      initialState,
      Array.from({ length: 400 }, (_, index) => told(index)),
    );
    expect(some.figures[space]).toHaveLength(300);
    expect(some.figures[space]?.at(-1)).toMatchObject({ connections: 399 });
    const after = applyDeltas(some, [delta({ type: 'figures.changed', figures: null })]);
    expect(after.figures[space]).toBeUndefined();
  });
});
