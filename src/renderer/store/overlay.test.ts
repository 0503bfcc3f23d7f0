import { describe, expect, it } from 'vitest';
import type { OutboxItem } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import { overlayOutbox } from './overlay.ts';

const ada = 'ada' as UserId;
const stored = (seq: number, authorId = 'ada'): Message =>
  ({
    ...{ id: `m${seq}`, clientId: `c${seq}`, seq, changedSeq: seq, authorId, text: `#${seq}` },
    ...{ mentions: [], replyTo: null, createdAt: seq, editedAt: null, deletedAt: null },
  }) as unknown as Message;
const waiting = (clientId: string, action: object, state: OutboxItem['state'] = 'waiting'): OutboxItem =>
  ({ clientId, conversationId: 'x', action, createdAt: 9, state, error: null }) as unknown as OutboxItem;
const send = (clientId: string, text: string) => waiting(clientId, { kind: 'send', text, replyTo: null });

describe('what waits in the outbox', () => {
  it('stands behind the newest message in the order in which it was written', () => {
    const shown = overlayOutbox([stored(1)], [send('p1', 'first'), send('p2', 'second')], ada, true);
    expect(shown.map(({ text }) => text)).toEqual(['#1', 'first', 'second']);
    expect(shown[1]).toMatchObject({
      id: null,
      seq: null,
      authorId: 'ada',
      delivery: { kind: 'send', state: 'waiting' },
    });
  });

  it('is not shown twice while its message is here and its row is not gone yet', () => {
    const shown = overlayOutbox([stored(1), stored(2)], [send('c2', '#2')], ada, true);
    expect(shown.map(({ id }) => id)).toEqual(['m1', 'm2']);
    // Someone else's message by the same client id is another message.
    expect(overlayOutbox([stored(2, 'ben')], [send('c2', 'mine')], ada, true)).toHaveLength(2);
  });

  it('keeps its row when it becomes a message', () => {
    const [before] = overlayOutbox([], [send('c2', '#2')], ada, true);
    const [after] = overlayOutbox([stored(2)], [], ada, true);
    expect(after?.key).toBe(before?.key);
  });

  it('has no place among old messages while the newest are not here', () => {
    expect(overlayOutbox([stored(1)], [send('p1', 'first')], ada, false)).toHaveLength(1);
  });

  it('lies over the message it changes', () => {
    const edit = waiting('e', { kind: 'edit', messageId: 'm1', text: 'better' });
    const removal = waiting('d', { kind: 'delete', messageId: 'm2' });
    const shown = overlayOutbox([stored(1), stored(2)], [edit, removal], ada, true);
    expect(shown[0]).toMatchObject({ text: 'better', edited: true, delivery: { kind: 'edit' } });
    expect(shown[1]).toMatchObject({ deleted: true, delivery: { kind: 'delete' } });
  });

  it('gives the message back when the change was refused', () => {
    const edit = waiting('e', { kind: 'edit', messageId: 'm1', text: 'better' }, 'refused');
    const removal = waiting('d', { kind: 'delete', messageId: 'm2' }, 'refused');
    const shown = overlayOutbox([stored(1), stored(2)], [edit, removal], ada, true);
    expect(shown[0]).toMatchObject({ text: '#1', delivery: { state: 'refused' } });
    expect(shown[1]).toMatchObject({ deleted: false, delivery: { state: 'refused' } });
  });

  it('leaves every other message the same object, so that its row is not drawn again', () => {
    const message = stored(1);
    const [first] = overlayOutbox([message], [], ada, true);
    const [second] = overlayOutbox([message], [send('p', 'x')], ada, true);
    expect(second).toBe(first);
  });
});
