import { beforeEach, describe, expect, it } from 'vitest';
import { clientId, conversationId } from '../../../test/contracts/builders.ts';
import { createMemoryOutboxStore } from '../../../test/support/memory/memoryOutboxStore.ts';
import type { OutboxRow, OutboxStore } from './OutboxStore.ts';
import { createOutboxRows, type OutboxRows } from './outboxRows.ts';

const noRoom = new Error('no room left');
let isFull: boolean;
let store: OutboxStore;
let rows: OutboxRows;
/** What a window shows, by the changes it was told of. */
let shown: OutboxRow[];

const refusing =
  <A extends unknown[], T>(write: (...args: A) => Promise<T>) =>
  async (...args: A): Promise<T> => {
    if (isFull) throw noRoom;
    return write(...args);
  };
const write = (number: number, text: string): Promise<OutboxRow> =>
  rows.add({
    clientId: clientId(number),
    conversationId: conversationId(1),
    action: { kind: 'send', text, replyTo: null },
    createdAt: 1,
    attempted: false,
    refusal: null,
    discarded: false,
  });

beforeEach(() => {
  isFull = false;
  shown = [];
  const kept = createMemoryOutboxStore();
  store = { ...kept, add: refusing(kept.add), update: refusing(kept.update), remove: refusing(kept.remove) };
  rows = createOutboxRows(store, (changed, removed) => {
    const told = [...changed, ...removed].map((row) => row.clientId);
    shown = [...shown.filter((row) => !told.includes(row.clientId)), ...changed].sort(
      (a, b) => a.position - b.position,
    );
  });
});

describe('S17: on a full disk', () => {
  it('what could not be removed is still there, in its place, and goes when there is room', async () => {
    const [first, second] = [await write(1, 'one'), await write(2, 'two')];
    isFull = true;
    await expect(rows.remove(first.clientId)).rejects.toBe(noRoom);
    expect(rows.all()).toEqual([first, second]);
    expect(shown).toEqual([first, second]);
    expect(await store.rows()).toEqual([first, second]);
    isFull = false;
    await rows.remove(first.clientId);
    expect([rows.all(), shown, await store.rows()]).toEqual([[second], [second], [second]]);
  });

  it('what could not be changed is as it was', async () => {
    const row = await write(1, 'one');
    isFull = true;
    await expect(rows.update(row.clientId, { attempted: true })).rejects.toBe(noRoom);
    expect([rows.all(), shown, await store.rows()]).toEqual([[row], [row], [row]]);
  });

  it('what was changed since stays changed', async () => {
    const row = await write(1, 'one');
    isFull = true;
    const failed = rows.update(row.clientId, { attempted: true });
    isFull = false;
    await rows.update(row.clientId, { discarded: true });
    await expect(failed).rejects.toBe(noRoom);
    const after = [{ ...row, discarded: true }];
    expect([rows.all(), await store.rows()]).toEqual([after, after]);
  });

  it('what could not be written is nowhere', async () => {
    isFull = true;
    await expect(write(1, 'one')).rejects.toBe(noRoom);
    expect([rows.all(), shown, await store.rows()]).toEqual([[], [], []]);
  });
});
