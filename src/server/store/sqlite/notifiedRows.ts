import { z } from 'zod';
import type { Timestamp } from '../../../shared/model/ids.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';

/** What was notified from outside with an id of the sender's: to how many people (S5). */
export function createNotifiedRows(database: Database) {
  const insert = database.prepare('INSERT INTO notified (id, sender, people, at) VALUES (?, ?, ?, ?)');
  const select = database.prepare('SELECT people FROM notified WHERE id = ? AND sender = ?').pluck();
  const forget = database.prepare('DELETE FROM notified WHERE at < ?');
  return {
    insert: (id: string, sender: string, people: number, at: Timestamp) =>
      void insert.run(id, sender, people, at),
    /** Forgets what was notified before a time. */
    prune: (before: Timestamp) => void forget.run(before),
    /** To how many people it went; `undefined` where it never came. */
    find: (id: string, sender: string): number | undefined =>
      z.int().optional().parse(select.get(id, sender)),
  };
}
