import { z } from 'zod';
import { isPrefix } from '../../shared/model/searchWords.ts';
import type { Database } from '../../sqlite/openDatabase.ts';
import { conversationWord } from './indexRows.ts';

/** Beginnings of this length have an index of their own. */
const INDEXED_PREFIX = 3;
/** More words than this with one beginning are not sought one by one. */
const MOST_WORDS = 32;

const hitSchema = z.object({ id: z.int(), place: z.int() });
/** A place in the index, and the message there. */
export type Hit = z.infer<typeof hitSchema>;

const quoted = (word: string): string => `"${word}"`;

/** Reading the full-text index: walks it from the newest message on, never further than the caller goes. */
export class WordRows {
  readonly #walk;
  readonly #nextWord;

  constructor(database: Database) {
    this.#walk = database.prepare<[string, number]>(
      `SELECT indexed.id, place FROM message_words CROSS JOIN indexed ON indexed.id = message_words.rowid
       WHERE message_words MATCH ? AND message_words.rowid < ? ORDER BY message_words.rowid DESC`,
    );
    this.#nextWord = database
      .prepare<[string]>('SELECT term FROM message_word WHERE term >= ? ORDER BY term LIMIT 1')
      .pluck();
  }

  /**
   * The messages that may hold all the words, newest first: before a place in the index, and of one conversation if its
   * key is given. Where too many words begin alike, more are given than hold them.
   */
  *find(words: readonly string[], key: number | null, before: number | null): Generator<Hit> {
    const conditions = words.map((word) => this.#conditionFor(word));
    if (conditions.includes(null)) return;
    if (key !== null) conditions.push(quoted(conversationWord(key)));
    const rows = this.#walk.iterate(conditions.join(' AND '), before ?? Number.MAX_SAFE_INTEGER);
    for (const row of rows) yield hitSchema.parse(row);
  }

  /** What the index is asked for one word; `null` when it has none like it. */
  #conditionFor(word: string): string | null {
    if (!isPrefix(word)) return quoted(word);
    const characters = [...word];
    // Walked like one word. Any other beginning would have all that is under it gathered first, old and new.
    const beginning = `${quoted(characters.slice(0, INDEXED_PREFIX).join(''))}*`;
    if (characters.length === INDEXED_PREFIX) return beginning;
    const longer = this.#wordsFrom(word);
    if (longer.length === 0) return null;
    return longer.length > MOST_WORDS ? beginning : `(${longer.map(quoted).join(' OR ')})`;
  }

  /** The words in the index that begin so, up to one more than is of use. */
  #wordsFrom(beginning: string): string[] {
    const found: string[] = [];
    for (let from = beginning; found.length <= MOST_WORDS; ) {
      const word = z.string().optional().parse(this.#nextWord.get(from));
      if (!word?.startsWith(beginning)) break;
      found.push(word);
      // The least that is greater; to ask for greater ones would read through all places of this one.
      from = `${word}\u0001`;
    }
    return found;
  }
}
