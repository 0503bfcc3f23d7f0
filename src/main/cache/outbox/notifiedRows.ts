import type { MessageId } from '../../../shared/model/ids.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';

/** The table `notified`: the messages the person was told of. */
export class NotifiedRows {
  readonly #insert;

  constructor(database: Database) {
    this.#insert = database.prepare<[string]>('INSERT OR IGNORE INTO notified VALUES (?)');
  }

  /** Whether it was not marked before. */
  mark(messageId: MessageId): boolean {
    return this.#insert.run(messageId).changes > 0;
  }
}
