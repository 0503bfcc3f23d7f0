import { LAST_SEQ, placeOf } from '../../client/cache/rules/places.ts';
import type { ConversationRow } from '../../client/cache/rules/Tables.ts';
import type { ConversationId, Timestamp } from '../../shared/model/ids.ts';
import type { CacheTransaction } from './write.ts';

/** Messages of a conversation read in one transaction: few at first, since what is sought is mostly near, then more. */
const FIRST = 100;
const MOST = 1_000;

export type Read = <T>(work: (transaction: CacheTransaction) => Promise<T>) => Promise<T>;

/** A conversation whose texts are gone through, and how far it was. */
export type Source = {
  readonly key: number;
  readonly id: ConversationId;
  /** What is at this place and after it has been looked at. */
  before: number;
  /** What is left was written by then. */
  writtenBy: Timestamp;
};

type Text = { place: number; writtenAt: Timestamp; text: string };

/** All of a conversation. */
export const sourceOf = ({ key, conversation, lastMessageAt }: ConversationRow): Source => ({
  key,
  id: conversation.id,
  before: placeOf(key, LAST_SEQ),
  writtenBy: lastMessageAt ?? Number.MAX_SAFE_INTEGER,
});

/** A source with what was read of it and not yet given, newest last, and how much is read next. */
type Opened = { source: Source; texts: Text[]; count: number; ended: boolean };

/**
 * The texts of some conversations, newest first by the time of writing; those of one conversation in its own order (S7).
 * `sources` say at any time how far each was given. A conversation is read from only when its turn has come.
 */
export async function* newestFirst(
  read: Read,
  sources: readonly Source[],
): AsyncGenerator<Text & { id: ConversationId }> {
  let opened = sources.map((source): Opened => ({ source, texts: [], count: FIRST, ended: false }));
  for (;;) {
    const [first, ...others] = opened;
    if (!first) return;
    const next = others.reduce((newest, one) => (newestOf(one) > newestOf(newest) ? one : newest), first);
    const text = next.texts.pop();
    if (text) {
      next.source.before = text.place;
      next.source.writtenBy = text.writtenAt;
      yield { ...text, id: next.source.id };
    } else if (next.ended) opened = opened.filter((one) => one !== next);
    else {
      next.texts = await read((transaction) => lastBefore(transaction, next.source, next.count));
      next.ended = next.texts.length < next.count;
      next.count = MOST;
    }
  }
}

const newestOf = ({ source, texts }: Opened): Timestamp => texts.at(-1)?.writtenAt ?? source.writtenBy;

/** The last texts before a place, oldest first; fewer than `count` only where there are no others. Those of deleted messages are empty. */
async function lastBefore(
  transaction: CacheTransaction,
  { key, before }: Source,
  count: number,
): Promise<Text[]> {
  const store = transaction.objectStore('messages');
  // Many are given at once from the beginning of a range only: where that of the last is, a cursor tells by leaping over them.
  const last = await store.openKeyCursor(IDBKeyRange.bound(placeOf(key, 0), before, false, true), 'prev');
  if (!last) return [];
  const end = last.key;
  const start = (await last.advance(count - 1))?.key ?? placeOf(key, 0);
  const records = await store.getAll(IDBKeyRange.bound(start, end));
  return records.map(({ place, createdAt, text }) => ({ place, writtenAt: createdAt, text }));
}
