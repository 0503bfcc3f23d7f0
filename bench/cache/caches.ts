import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCache } from '../../src/main/cache/openCache.ts';
import { openStorage, type Storage } from '../../src/main/cache/worker/openStorage.ts';
import { conversationStream } from '../../src/shared/model/stream.ts';
import { conversation, created, emptySnapshot, me, type TextOf } from './messages.ts';

const workerPath = join(import.meta.dirname, '../../src/main/cache/worker/storage.worker.ts');
const CONVERSATIONS = 10;
const BATCH = 5_000;

/** Files of its own for a suite, removed at the end. */
export async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A cache as a running app has it: in its worker. */
export const openInWorker = (cachePath: string): Promise<Storage> =>
  openStorage({
    workerPath,
    cachePath,
    outboxPath: `${cachePath}-outbox`,
    me,
    onDamaged() {},
    onCrashed(error) {
      throw error;
    },
  });

/** Fills a new cache with so many messages, spread over conversations that grew side by side, ten unless told otherwise. */
export async function fillCache(
  path: string,
  messages: number,
  textOf?: TextOf,
  conversations = CONVERSATIONS,
): Promise<void> {
  const cache = openCache(path, me);
  const all = Array.from({ length: conversations }, (_, index) => conversation(index + 1));
  for (const each of all) await cache.applySnapshot(conversationStream(each.id), emptySnapshot(each), 1);
  const perConversation = messages / conversations;
  const batch = Math.min(BATCH, perConversation);
  for (let from = 2; from < perConversation + 2; from += batch)
    for (const each of all)
      await cache.applyEvents(conversationStream(each.id), created(each, from, from + batch - 1, textOf));
  // Read, so that opening it later reads no count that only this bench would have.
  for (const each of all) await cache.advanceRead(each.id, perConversation + 1);
  await cache.close();
}

export const conversationIds = Array.from(
  { length: CONVERSATIONS },
  (_, index) => conversation(index + 1).id,
);
