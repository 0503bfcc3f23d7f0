import type { Database } from '../../../sqlite/openDatabase.ts';

/** The table `notified`: what the person was told of, messages by their ids and all else by marks of its own. */
export class NotifiedRows {
  readonly #insert;

  constructor(database: Database) {
    this.#insert = database.prepare<[string]>('INSERT OR IGNORE INTO notified VALUES (?)');
  }

  /** Whether it was not marked before. */
  mark(mark: string): boolean {
    return this.#insert.run(mark).changes > 0;
  }
}
