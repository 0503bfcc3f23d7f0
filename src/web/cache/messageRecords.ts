import { keyOf, LAST_SEQ, placeOf, seqOf } from '../../client/cache/rules/places.ts';
import type { FoundMessage, MessageTable } from '../../client/cache/rules/Tables.ts';
import { pickExtras } from '../../shared/model/extras.ts';
import type { ConversationId, MessageId, Seq, UserId } from '../../shared/model/ids.ts';
import {
  countsAsUnread,
  type Message,
  type MessageExtras,
  mentionsPerson,
  messageExtras,
  type ThreadSummary,
} from '../../shared/model/message.ts';
import { StorageError } from '../idb/StorageError.ts';
import { type CacheTransaction, put, remove } from './write.ts';

/** A message with its place instead of its conversation and seq, and the fields by which it stands in indexes. */
export type MessageRecord = Omit<Message, 'conversationId' | 'seq' | keyof MessageExtras> & {
  place: number;
  extras?: MessageExtras;
  /** Its place, if it is another's and can be unread. */
  unread?: number;
  /** Its place, if that is so and it mentions one. */
  mention?: number;
  /** The place of the event that deleted it, if it was another's. */
  deletion?: number;
  /** What it replies to, if it is not deleted. */
  threadOf?: MessageId;
};

function toRecord(key: number, message: Message, me: UserId): MessageRecord {
  const { id, seq, changedSeq, authorId, clientId, text, mentions, replyTo } = message;
  const { createdAt, editedAt, deletedAt } = message;
  const place = placeOf(key, seq);
  const record: MessageRecord = {
    ...{ place, id, changedSeq, authorId, clientId, text, mentions },
    ...{ replyTo, createdAt, editedAt, deletedAt },
  };
  const extras = pickExtras(messageExtras, message);
  if (extras) record.extras = extras;
  if (replyTo !== null && deletedAt === null) record.threadOf = replyTo;
  if (authorId === me) return record;
  if (deletedAt !== null) record.deletion = placeOf(key, changedSeq);
  if (!countsAsUnread(message)) return record;
  record.unread = place;
  if (mentionsPerson(message, me)) record.mention = place;
  return record;
}

/**
 * Looked at instead of parsed: what is in these fields was parsed when it came down the wire and only `toRecord` writes
 * them, and a page of messages is the one read that must be fast. A record that is none is damage, and told.
 */
function toMessage(record: MessageRecord, conversationId: ConversationId): Message {
  const { place, id, changedSeq, authorId, clientId, text, mentions, replyTo } = record;
  if (
    typeof id !== 'string' ||
    typeof text !== 'string' ||
    typeof authorId !== 'string' ||
    !Array.isArray(mentions)
  )
    throw new StorageError('damaged', `The record at ${place} is no message.`);
  const { createdAt, editedAt, deletedAt, extras } = record;
  return {
    ...{ id, conversationId, seq: seqOf(place), changedSeq, authorId, clientId, text, mentions, replyTo },
    ...{ createdAt, editedAt, deletedAt },
    ...extras,
  };
}

/** The places of a stretch (after, through] of a conversation. */
const stretch = (key: number, after: Seq, through: Seq): IDBKeyRange | undefined =>
  after < through
    ? IDBKeyRange.bound(placeOf(key, after), placeOf(key, through), true)
    : // Which is no range in IndexedDB, and holds nothing.
      undefined;

/** The newest of a stretch are sought so far back first, in seqs, beyond as many as are asked for: not all seqs are messages. */
const OTHER_EVENTS = 16;
/** Where that was not far enough, each step back is so many times longer. */
const FARTHER = 4;

/** The store `messages`. */
export class MessageRecords implements MessageTable {
  readonly #store;
  readonly #me: UserId;

  constructor(transaction: CacheTransaction, me: UserId) {
    this.#store = transaction.objectStore('messages');
    this.#me = me;
  }

  async put(key: number, message: Message): Promise<boolean> {
    return (await this.putAll(key, [message])) === 1;
  }

  async putAll(key: number, messages: readonly Message[]): Promise<number> {
    if (messages.length === 0) return 0;
    const seqs = messages.map(({ seq }) => seq);
    const all = IDBKeyRange.bound(placeOf(key, Math.min(...seqs)), placeOf(key, Math.max(...seqs)));
    const here = await this.#changedSeqs(all);
    let written = 0;
    for (const message of messages) {
      const place = placeOf(key, message.seq);
      if ((here.get(place) ?? -1) >= message.changedSeq) continue;
      here.set(place, message.changedSeq);
      put(this.#store, toRecord(key, message, this.#me));
      written += 1;
    }
    return written;
  }

  /** Which messages are in a range, with the event that changed each last. Mostly none are, which the keys alone tell. */
  async #changedSeqs(range: IDBKeyRange): Promise<Map<number, Seq>> {
    if ((await this.#store.getKey(range)) === undefined) return new Map();
    const records = await this.#store.getAll(range);
    return new Map(records.map(({ place, changedSeq }) => [place, changedSeq]));
  }

  async find(id: MessageId): Promise<FoundMessage | undefined> {
    const record = await this.#store.index('id').get(id);
    return record && toFound(record);
  }

  /** As `find`, by the place. */
  async at(place: number): Promise<FoundMessage | undefined> {
    const record = await this.#store.get(place);
    return record && toFound(record);
  }

  async last(key: number, id: ConversationId, after: Seq, through: Seq, limit: number): Promise<Message[]> {
    // IndexedDB gives many at once from the beginning of a range only; that of the newest is guessed.
    let found: MessageRecord[] = [];
    let upTo = through;
    for (let length = limit + OTHER_EVENTS; upTo > after && found.length < limit; length *= FARTHER) {
      const from = Math.max(after, upTo - length);
      found = [...(await this.#store.getAll(stretch(key, from, upTo))), ...found];
      upTo = from;
    }
    return found.slice(Math.max(0, found.length - limit)).map((record) => toMessage(record, id));
  }

  async first(key: number, id: ConversationId, after: Seq, through: Seq, limit: number): Promise<Message[]> {
    const range = stretch(key, after, through);
    const records = range && limit > 0 ? await this.#store.getAll(range, limit) : [];
    return records.map((record) => toMessage(record, id));
  }

  async replies(replyTo: MessageId, id: ConversationId): Promise<Message[]> {
    const records = await this.#store.index('replyTo').getAll(replyTo);
    return records.map((record) => toMessage(record, id));
  }

  async threads(ids: readonly MessageId[]): Promise<ThreadSummary[]> {
    const index = this.#store.index('thread');
    return Promise.all(
      [...new Set(ids)].map(async (messageId) => {
        const range = IDBKeyRange.bound([messageId], [messageId, []]);
        const replies = await index.count(range);
        const newest = replies > 0 ? await index.openKeyCursor(range, 'prev') : null;
        return { messageId, replies, lastAt: newest?.key[1] ?? null };
      }),
    );
  }

  async any(key: number, after: Seq, through: Seq): Promise<boolean> {
    const range = stretch(key, after, through);
    return range !== undefined && (await this.#store.getKey(range)) !== undefined;
  }

  async countUnread(key: number, after: Seq, through: Seq): Promise<number> {
    const range = stretch(key, after, through);
    return range ? this.#store.index('unread').count(range) : 0;
  }

  async countMentions(key: number, after: Seq, through: Seq): Promise<number> {
    const range = stretch(key, after, through);
    return range ? this.#store.index('mention').count(range) : 0;
  }

  async countDeleted(
    key: number,
    after: Seq,
    through: Seq,
    changedAfter: Seq,
    changedThrough: Seq,
  ): Promise<number> {
    const changed = stretch(key, changedAfter, changedThrough);
    // By the events that deleted them, which are few; their keys are the places of the messages.
    const places = changed ? await this.#store.index('deletion').getAllKeys(changed) : [];
    return places.filter((place) => place > placeOf(key, after) && place <= placeOf(key, through)).length;
  }

  deleteThrough(key: number, through: Seq): void {
    remove(this.#store, IDBKeyRange.bound(placeOf(key, 0), placeOf(key, through)));
  }

  clear(key: number): void {
    this.deleteThrough(key, LAST_SEQ);
  }
}

function toFound(record: MessageRecord): FoundMessage {
  const { place } = record;
  return { key: keyOf(place), seq: seqOf(place), as: (conversationId) => toMessage(record, conversationId) };
}
