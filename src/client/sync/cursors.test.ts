import { v4 as uuid } from 'uuid';
import { expect, it } from 'vitest';
import { conversationIdSchema } from '../../shared/model/ids.ts';
import { conversationStream, type Stream } from '../../shared/model/stream.ts';
import type { CacheableEvent } from '../cache/Cache.ts';
import { createCursors } from './cursors.ts';

const newStream = (): Stream => conversationStream(conversationIdSchema.parse(uuid()));
const opaque = (stream: Stream, seq: number): CacheableEvent => ({
  kind: 'opaque',
  envelope: { stream, seq, type: 'later.invented', at: 0, actorId: null, data: {} },
});

it('holds what came too early of few streams, whoever makes streams up', () => {
  const cursors = createCursors();
  for (let n = 0; n < 50_000; n++) {
    const stream = newStream();
    cursors.take(stream, opaque(stream, 5));
  }
  expect(cursors.gaps()).toHaveLength(10_000);
  cursors.dropUnreadable();
  expect(cursors.gaps()).toEqual([]);
  // There is room again for what a stream that is followed brings out of order.
  const followed = newStream();
  cursors.set(followed, 1);
  cursors.take(followed, opaque(followed, 3));
  expect(cursors.take(followed, opaque(followed, 2))).toBe(true);
  expect(cursors.takeHeld(followed)).toEqual(opaque(followed, 3));
  expect(cursors.gaps()).toEqual([]);
});

it('gives back the room of what it forgets', () => {
  const cursors = createCursors();
  for (let round = 0; round < 30; round++) {
    const stream = newStream();
    for (let seq = 2; seq < 1_500; seq++) cursors.take(stream, opaque(stream, seq));
    expect(cursors.gaps()).toEqual([stream]);
    if (round % 2 === 0) cursors.delete(stream);
    else cursors.replace([]);
  }
});
