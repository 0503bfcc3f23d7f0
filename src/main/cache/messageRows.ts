import { keyOf, LAST_SEQ, placeOf, seqOf } from '../../client/cache/rules/places.ts';
import type { FoundMessage, MessageTable } from '../../client/cache/rules/Tables.ts';
import { packExtras } from '../../shared/model/extras.ts';
import type { ConversationId, MessageId, Seq, Timestamp, UserId } from '../../shared/model/ids.ts';
import { type Message, messageExtras, type ThreadSummary } from '../../shared/model/message.ts';
import type { Database } from '../../sqlite/openDatabase.ts';
import type { IndexRows } from './indexRows.ts';

const COLUMNS =
  'place, changed_seq, deleted_at, author_id, id, client_id, reply_to, created_at, edited_at, mentions, text, extras';

/**
 * A row as the STRICT table gives it. Casts instead of a schema: what is in these columns was parsed when
 * it came down the wire and only `put` writes them, and a page of messages is the one read that must be fast.
 */
type MessageRow = {
  place: number;
  changed_seq: Seq;
  deleted_at: Timestamp | null;
  author_id: UserId;
  id: MessageId;
  client_id: Message['clientId'];
  reply_to: MessageId | null;
  created_at: Timestamp;
  edited_at: Timestamp | null;
  mentions: string;
  text: string;
  extras: string | null;
};

const NO_MENTIONS = '[]';
/** Rows written by one statement where there are many: two fifths less time than one by one. */
const TOGETHER = 20;

/** A message of an id that another has already, as only a broken server sends one, is passed over. */
const put = (rows: number): string => `
  INSERT INTO message (${COLUMNS})
  VALUES ${Array(rows).fill('(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}
  ON CONFLICT (place) DO UPDATE SET changed_seq = excluded.changed_seq, deleted_at = excluded.deleted_at,
    edited_at = excluded.edited_at, mentions = excluded.mentions, text = excluded.text,
    extras = excluded.extras
  WHERE excluded.changed_seq > message.changed_seq
  ON CONFLICT (id) DO NOTHING`;

/** Adds a message's columns, in the order of `COLUMNS`, to the parameters of a statement. */
function addColumns(to: unknown[], key: number, message: Message): void {
  const { id, seq, changedSeq, authorId, clientId, text, mentions, replyTo } = message;
  const mentioned = mentions.length === 0 ? NO_MENTIONS : JSON.stringify(mentions);
  to.push(placeOf(key, seq), changedSeq, message.deletedAt, authorId, id, clientId, replyTo);
  to.push(message.createdAt, message.editedAt, mentioned, text, packExtras(messageExtras, message));
}

const toMessage = (row: MessageRow, conversationId: ConversationId): Message => ({
  id: row.id,
  conversationId,
  seq: seqOf(row.place),
  changedSeq: row.changed_seq,
  authorId: row.author_id,
  clientId: row.client_id,
  text: row.text,
  mentions: row.mentions === NO_MENTIONS ? [] : (JSON.parse(row.mentions) as UserId[]),
  replyTo: row.reply_to,
  createdAt: row.created_at,
  editedAt: row.edited_at,
  deletedAt: row.deleted_at,
  ...(row.extras === null ? undefined : (JSON.parse(row.extras) as Partial<Message>)),
});

function toFound(row: unknown): FoundMessage | undefined {
  if (row === undefined) return undefined;
  const found = row as MessageRow;
  const as = (conversationId: ConversationId) => toMessage(found, conversationId);
  return { key: keyOf(found.place), seq: seqOf(found.place), as };
}

/** The table `message`. */
export class MessageRows implements MessageTable {
  readonly #put;
  readonly #putTogether;
  readonly #byId;
  readonly #byPlace;
  readonly #rising;
  readonly #falling;
  readonly #count;
  readonly #countDeleted;
  readonly #countMentions;
  readonly #any;
  readonly #replies;
  readonly #threads;
  readonly #delete;
  readonly #me: UserId;
  readonly #index: IndexRows;

  constructor(database: Database, me: UserId, index: IndexRows) {
    this.#me = me;
    this.#index = index;
    const stretch = 'place > ? AND place <= ?';
    this.#put = database.prepare<unknown[]>(put(1));
    this.#putTogether = database.prepare<unknown[]>(put(TOGETHER));
    this.#byId = database.prepare<[string]>(`SELECT ${COLUMNS} FROM message WHERE id = ?`);
    this.#byPlace = database.prepare<[number]>(`SELECT ${COLUMNS} FROM message WHERE place = ?`);
    const page = `SELECT ${COLUMNS} FROM message WHERE ${stretch} ORDER BY place`;
    this.#rising = database.prepare<[number, number, number]>(`${page} LIMIT ?`);
    this.#falling = database.prepare<[number, number, number]>(`${page} DESC LIMIT ?`);
    const ofOthers = `FROM message WHERE ${stretch} AND author_id <> ?`;
    this.#count = database
      .prepare<[number, number, string]>(
        `SELECT count(*) ${ofOthers} AND deleted_at IS NULL AND extras ->> 'notice' IS NULL`,
      )
      .pluck();
    this.#countDeleted = database
      .prepare<[number, number, string, number, number]>(
        `SELECT count(*) ${ofOthers} AND deleted_at IS NOT NULL AND changed_seq > ? AND changed_seq <= ?`,
      )
      .pluck();
    this.#replies = database.prepare<[string]>(
      `SELECT ${COLUMNS} FROM message WHERE reply_to = ? ORDER BY place`,
    );
    this.#threads = database.prepare<[string]>(
      `SELECT one.value AS messageId, count(reply.place) AS replies, max(reply.created_at) AS lastAt
        FROM json_each(?) one LEFT JOIN message reply ON reply.reply_to = one.value AND reply.deleted_at IS NULL
        GROUP BY one.value`,
    );
    this.#countMentions = database
      .prepare<[number, number, string, string]>(
        `SELECT count(*) ${ofOthers} AND deleted_at IS NULL AND extras ->> 'notice' IS NULL
           AND (instr(mentions, ?) > 0 OR extras ->> 'audience' IS NOT NULL)`,
      )
      .pluck();
    this.#any = database.prepare<[number, number]>(`SELECT 1 FROM message WHERE ${stretch} LIMIT 1`).pluck();
    this.#delete = database.prepare<[number, number]>(`DELETE FROM message WHERE ${stretch}`);
  }

  put(key: number, message: Message): boolean {
    return this.putAll(key, [message]) === 1;
  }

  putAll(key: number, messages: readonly Message[]): number {
    let written = 0;
    for (let index = 0; index < messages.length; ) {
      const together = messages.length - index >= TOGETHER;
      const end = index + (together ? TOGETHER : 1);
      const columns: unknown[] = [];
      for (const message of messages.slice(index, end)) addColumns(columns, key, message);
      written += (together ? this.#putTogether : this.#put).run(columns).changes;
      index = end;
    }
    const [first, last] = [messages[0], messages.at(-1)];
    if (written > 0 && first && last) this.#index.note(placeOf(key, first.seq), placeOf(key, last.seq));
    return written;
  }

  find(id: MessageId): FoundMessage | undefined {
    return toFound(this.#byId.get(id));
  }

  /** As `find`, by the row id. */
  at(place: number): FoundMessage | undefined {
    return toFound(this.#byPlace.get(place));
  }

  last(key: number, id: ConversationId, after: Seq, through: Seq, limit: number): Message[] {
    const rows = this.#falling.all(placeOf(key, after), placeOf(key, through), limit) as MessageRow[];
    return rows.reverse().map((row) => toMessage(row, id));
  }

  first(key: number, id: ConversationId, after: Seq, through: Seq, limit: number): Message[] {
    const rows = this.#rising.all(placeOf(key, after), placeOf(key, through), limit) as MessageRow[];
    return rows.map((row) => toMessage(row, id));
  }

  replies(replyTo: MessageId, id: ConversationId): Message[] {
    return (this.#replies.all(replyTo) as MessageRow[]).map((row) => toMessage(row, id));
  }

  threads(ids: readonly MessageId[]): ThreadSummary[] {
    // As with `MessageRow`: the columns say what they are.
    return this.#threads.all(JSON.stringify([...new Set(ids)])) as ThreadSummary[];
  }

  any(key: number, after: Seq, through: Seq): boolean {
    return this.#any.get(placeOf(key, after), placeOf(key, through)) !== undefined;
  }

  countUnread(key: number, after: Seq, through: Seq): number {
    return Number(this.#count.get(placeOf(key, after), placeOf(key, through), this.#me));
  }

  countMentions(key: number, after: Seq, through: Seq): number {
    return Number(this.#countMentions.get(placeOf(key, after), placeOf(key, through), this.#me, this.#me));
  }

  countDeleted(key: number, after: Seq, through: Seq, changedAfter: Seq, changedThrough: Seq): number {
    const [from, to] = [placeOf(key, after), placeOf(key, through)];
    return Number(this.#countDeleted.get(from, to, this.#me, changedAfter, changedThrough));
  }

  deleteThrough(key: number, through: Seq): void {
    this.#index.remove(placeOf(key, 0), placeOf(key, through));
    this.#delete.run(placeOf(key, 0), placeOf(key, through));
  }

  clear(key: number): void {
    this.deleteThrough(key, LAST_SEQ);
  }
}
