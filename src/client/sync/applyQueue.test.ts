import { expect, it } from 'vitest';
import { conversationIdSchema } from '../../shared/model/ids.ts';
import { conversationStream, directoryStream } from '../../shared/model/stream.ts';
import type { CacheableEvent } from '../cache/Cache.ts';
import { createApplyQueue } from './applyQueue.ts';

const garden = conversationStream(conversationIdSchema.parse('0190a000-0002-7000-8000-000000000001'));
const opaque = (seq: number): CacheableEvent => ({
  kind: 'opaque',
  envelope: { stream: garden, seq, type: 'later.invented', at: 0, actorId: null, data: {} },
});

/** A queue whose applications wait to be let go one by one. */
function heldQueue() {
  const applied: string[] = [];
  const failures: unknown[] = [];
  const waiting: ((error?: Error) => void)[] = [];
  const queue = createApplyQueue(
    (stream, events) =>
      new Promise((resolve, reject) => {
        applied.push(`${stream === garden ? 'garden' : stream} × ${events.length}`);
        waiting.push((error) => (error === undefined ? resolve() : reject(error)));
      }),
    (error) => failures.push(error),
  );
  const letGo = async (error?: Error) => {
    waiting.shift()?.(error);
    for (let round = 0; round < 10; round++) await null;
  };
  return { queue, applied, failures, letGo };
}

it('applies together what waited together, and keeps the order between streams', async () => {
  const { queue, applied, letGo } = heldQueue();
  queue.addEvents(garden, [opaque(1)]);
  queue.addEvents(garden, [opaque(2)]);
  queue.addEvents(garden, [opaque(3), opaque(4)]);
  queue.addEvents(directoryStream, [opaque(1)]);
  queue.addEvents(garden, [opaque(5)]);
  for (let round = 0; round < 4; round++) await letGo();
  expect(applied).toEqual(['garden × 1', 'garden × 3', 'directory × 1', 'garden × 1']);
});

it('is settled when what came before is applied, whatever comes after', async () => {
  const { queue, letGo } = heldQueue();
  queue.addEvents(garden, [opaque(1)]);
  let isSettled = false;
  void queue.settled().then(() => {
    isSettled = true;
  });
  queue.addEvents(garden, [opaque(2)]);
  expect(isSettled).toBe(false);
  await letGo();
  expect(isSettled).toBe(true);
});

it('calls off what leans on a failure, and says so once', async () => {
  const { queue, applied, failures, letGo } = heldQueue();
  queue.addEvents(garden, [opaque(1)]);
  queue.addEvents(garden, [opaque(2)]);
  const settled = queue.settled();
  await letGo(new Error('disk I/O error'));
  await settled;
  expect(applied).toEqual(['garden × 1']);
  expect(failures).toHaveLength(1);
  queue.addEvents(garden, [opaque(1)]);
  expect(applied).toEqual(['garden × 1', 'garden × 1']);
});

it('forgets what waits for one stream and nothing else', async () => {
  const { queue, applied, letGo } = heldQueue();
  queue.addEvents(directoryStream, [opaque(1)]);
  queue.addEvents(garden, [opaque(1)]);
  queue.forget(garden);
  await letGo();
  expect(applied).toEqual(['directory × 1']);
});
