import { z } from 'zod';
import { keyOf } from '../../client/cache/rules/places.ts';
import { wordsOf } from '../../shared/model/searchWords.ts';
import type { Database } from '../../sqlite/openDatabase.ts';

/** Texts taken out of the index at a time: each has all its words sought in every part of it. */
const OUT_AT_A_TIME = 20;
/** So many texts are taken out one by one in any case. */
const ALWAYS_ONE_BY_ONE = 200;
/** Places so near to each other are noted as one stretch. */
const NEAR = 1_000;
/** Taking one text out takes about as long as adding so many: beyond that share, the index is better made anew. */
const OUT_IN_PLACE_OF_IN = 64;

const textRowsSchema = z.array(z.object({ id: z.int(), place: z.int(), text: z.string() }));
const newRowsSchema = z.array(z.object({ place: z.int(), createdAt: z.int(), text: z.string() }));
const rangeSchema = z.object({ from: z.int(), through: z.int() }).optional();

/** The word by which a conversation's messages are told from others'; no text has it, since it is no letter. */
export const conversationWord = (key: number): string => `\u{e000}${key.toString(36)}`;

/** What the index is given of a text; to take it out again it must be given exactly the same. */
const bodyOf = (place: number, text: string): string =>
  [conversationWord(keyOf(place)), ...wordsOf(text)].join(' ');

/**
 * The tables of the full-text index: what is in it, what has to be added and what taken out. Adding is put off:
 * whoever writes messages only notes where, and `work` does it in small portions.
 */
export class IndexRows {
  readonly #database: Database;
  readonly #note;
  readonly #extend;
  /** The stretch noted last, which may be done with meanwhile. */
  #noted = { from: 0, through: 0 };
  readonly #add;
  readonly #take;
  readonly #addId;
  readonly #hasId;
  readonly #outdated;
  readonly #forgetOutdated;
  readonly #range;
  readonly #shrink;
  readonly #endRange;
  readonly #missing;
  readonly #countIn;
  readonly #count;
  readonly #outdateIn;
  readonly #dropIn;
  readonly #anything;

  constructor(database: Database) {
    this.#database = database;
    this.#note = database.prepare<[number, number]>(
      `INSERT INTO to_index (from_place, through_place) VALUES (?, ?)
       ON CONFLICT (from_place) DO UPDATE SET through_place = max(through_place, excluded.through_place)`,
    );
    this.#extend = database.prepare<[number, number]>(
      'UPDATE to_index SET through_place = max(through_place, ?) WHERE from_place = ?',
    );
    this.#add = database.prepare<[number, string]>('INSERT INTO message_words (rowid, words) VALUES (?, ?)');
    this.#take = database.prepare<[number, string]>(
      `INSERT INTO message_words (message_words, rowid, words) VALUES ('delete', ?, ?)`,
    );
    this.#addId = database.prepare<[number, number]>('INSERT INTO indexed (id, place) VALUES (?, ?)');
    this.#hasId = database.prepare<[number]>('SELECT 1 FROM indexed WHERE id = ?').pluck();
    this.#outdated = database.prepare<[number]>('SELECT id, place, text FROM to_unindex ORDER BY id LIMIT ?');
    this.#forgetOutdated = database.prepare<[number]>('DELETE FROM to_unindex WHERE id <= ?');
    // What came last is what is likeliest to be looked for.
    this.#range = database.prepare<[]>(
      'SELECT from_place AS "from", through_place AS through FROM to_index ORDER BY from_place DESC LIMIT 1',
    );
    this.#shrink = database.prepare<[number, number]>(
      'UPDATE to_index SET through_place = ? WHERE from_place = ?',
    );
    this.#endRange = database.prepare<[number]>('DELETE FROM to_index WHERE from_place = ?');
    this.#missing = database.prepare<[number, number, number]>(
      `SELECT place, created_at AS createdAt, text FROM message
       WHERE place >= ? AND place <= ? AND NOT EXISTS (SELECT 1 FROM indexed WHERE indexed.place = message.place)
       ORDER BY place DESC LIMIT ?`,
    );
    this.#countIn = database
      .prepare<[number, number]>('SELECT count(*) FROM indexed WHERE place >= ? AND place <= ?')
      .pluck();
    this.#count = database.prepare<[]>('SELECT count(*) FROM indexed').pluck();
    this.#outdateIn = database.prepare<[number, number]>(
      `INSERT INTO to_unindex (id, place, text)
       SELECT indexed.id, place, text FROM indexed JOIN message USING (place) WHERE place >= ? AND place <= ?`,
    );
    this.#dropIn = database.prepare<[number, number]>('DELETE FROM indexed WHERE place >= ? AND place <= ?');
    this.#anything = database
      .prepare<[]>('SELECT EXISTS (SELECT 1 FROM to_index) OR EXISTS (SELECT 1 FROM to_unindex)')
      .pluck();
  }

  /** Messages were written between these places, inclusive. */
  note(fromPlace: number, throughPlace: number): void {
    const gap = fromPlace - this.#noted.through;
    // A page that is written message by message is one stretch.
    if (gap > 0 && gap <= NEAR && this.#extend.run(throughPlace, this.#noted.from).changes > 0) {
      this.#noted.through = throughPlace;
      return;
    }
    this.#note.run(fromPlace, throughPlace);
    this.#noted = { from: fromPlace, through: throughPlace };
  }

  /** The messages between these places, inclusive, are about to be removed. */
  remove(fromPlace: number, throughPlace: number): void {
    const removed = Number(this.#countIn.get(fromPlace, throughPlace));
    if (removed === 0) return;
    if (removed > ALWAYS_ONE_BY_ONE && removed * OUT_IN_PLACE_OF_IN > Number(this.#count.get())) {
      this.clear();
      this.#database.exec(
        'INSERT INTO to_index (from_place, through_place) SELECT key << 32, (key << 32) | 0xffffffff FROM conversation',
      );
      return;
    }
    this.#outdateIn.run(fromPlace, throughPlace);
    this.#dropIn.run(fromPlace, throughPlace);
  }

  clear(): void {
    this.#database.exec(`
      INSERT INTO message_words (message_words) VALUES ('delete-all');
      DELETE FROM indexed; DELETE FROM to_index; DELETE FROM to_unindex;
    `);
  }

  /** Whether the index is not yet what it should be. */
  isBehind(): boolean {
    return this.#anything.get() === 1;
  }

  /** Brings the index on by at most `messages`; says whether there is more to do. */
  work(messages: number): boolean {
    // Before anything is added, since an id may come to be used again.
    if (!this.#takeOut()) this.#takeIn(messages);
    return this.isBehind();
  }

  #takeOut(): boolean {
    const rows = textRowsSchema.parse(this.#outdated.all(OUT_AT_A_TIME));
    const last = rows.at(-1);
    if (!last) return false;
    for (const { id, place, text } of rows) this.#take.run(id, bodyOf(place, text));
    this.#forgetOutdated.run(last.id);
    return true;
  }

  #takeIn(messages: number): void {
    const range = rangeSchema.parse(this.#range.get());
    if (!range) return;
    const rows = newRowsSchema.parse(this.#missing.all(range.from, range.through, messages));
    const lowest = rows.at(-1);
    if (!lowest || rows.length < messages) this.#endRange.run(range.from);
    else this.#shrink.run(lowest.place - 1, range.from);
    // In order of ids: the index writes out what it has gathered whenever one is lower than the last.
    rows.sort((a, b) => a.createdAt - b.createdAt || a.place - b.place);
    let id = 0;
    for (const { place, createdAt, text } of rows) {
      // A deleted message has no text.
      if (text === '') continue;
      id = this.#freeFrom(Math.max(createdAt, id + 1));
      this.#addId.run(id, place);
      this.#add.run(id, bodyOf(place, text));
    }
  }

  #freeFrom(id: number): number {
    let free = id;
    while (this.#hasId.get(free) !== undefined) free += 1;
    return free;
  }
}
