import { keyOf, LAST_SEQ, placeOf } from '../../client/cache/rules/places.ts';
import type { Timestamp } from '../../shared/model/ids.ts';
import type { CacheTransaction } from './write.ts';

/** Where a message is, and when it was written. */
export type Written = { place: number; writtenAt: Timestamp };
/** A message's text, which is empty where it was deleted, with the key of its conversation. */
export type Text = Written & { key: number; text: string };

/**
 * The newest texts that come before a message, or at all, newest first: by the time of writing and, of one moment, by
 * their places. Fewer than `count` only where there are no others.
 */
export async function newestBefore(
  transaction: CacheTransaction,
  before: Written | undefined,
  count: number,
): Promise<Text[]> {
  const index = transaction.objectStore('messages').index('written');
  const range = before && IDBKeyRange.upperBound([before.writtenAt, before.place], true);
  // Many are given at once from the beginning of a range only: where that of the newest is, a cursor tells by leaping over them.
  const newest = await index.openKeyCursor(range, 'prev');
  if (!newest) return [];
  const last = newest.key;
  const first = (await newest.advance(count - 1))?.key;
  const records = await index.getAll(first ? IDBKeyRange.bound(first, last) : IDBKeyRange.upperBound(last));
  return records.reverse().map(toText);
}

/** The same of one conversation, in its own order (S7). */
export async function newestIn(
  transaction: CacheTransaction,
  key: number,
  before: Written | undefined,
  count: number,
): Promise<Text[]> {
  const store = transaction.objectStore('messages');
  const beginning = placeOf(key, 0);
  const end = before?.place ?? placeOf(key, LAST_SEQ);
  const newest = await store.openKeyCursor(IDBKeyRange.bound(beginning, end, false, true), 'prev');
  if (!newest) return [];
  const last = newest.key;
  const first = (await newest.advance(count - 1))?.key ?? beginning;
  return (await store.getAll(IDBKeyRange.bound(first, last))).reverse().map(toText);
}

const toText = ({ place, createdAt, text }: { place: number; createdAt: Timestamp; text: string }): Text => ({
  place,
  writtenAt: createdAt,
  key: keyOf(place),
  text,
});
