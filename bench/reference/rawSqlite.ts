import { openDatabase } from '../../src/sqlite/openDatabase.ts';

/** Conversations have keys from 1 on in a cache that a suite has filled, and a message's place is that above 32 bits of seq. */
const placeOf = (conversation: number, seq: number): number => conversation * 2 ** 32 + seq;
const END = 2 ** 32 - 1;

/**
 * The same file read with nothing but better-sqlite3: one prepared statement for each thing, its rows as they come. It knows
 * no holes, makes no messages, and finds what the index has, whether or not the person may read it.
 */
export function openRaw(path: string) {
  const database = openDatabase(path, { synchronous: 'NORMAL' });
  const columns = `message.place, changed_seq, deleted_at, author_id, message.id, client_id, reply_to, created_at, edited_at, mentions,
    text, extras`;
  const newest = database.prepare<[number, number, number]>(
    `SELECT ${columns} FROM message WHERE place > ? AND place <= ? ORDER BY place DESC LIMIT ?`,
  );
  const matching = database.prepare<[string, number]>(
    `SELECT ${columns} FROM message_words CROSS JOIN indexed ON indexed.id = message_words.rowid
       CROSS JOIN message ON message.place = indexed.place
      WHERE message_words MATCH ? ORDER BY message_words.rowid DESC LIMIT ?`,
  );
  return {
    /** The newest rows of the conversation with this number. */
    page: (conversation: number, limit: number): unknown[] =>
      newest.all(placeOf(conversation, 0), placeOf(conversation, END), limit),
    /** The newest rows that hold a whole word. */
    search: (word: string, limit: number): unknown[] => matching.all(`"${word}"`, limit),
    close: (): void => void database.close(),
  };
}
