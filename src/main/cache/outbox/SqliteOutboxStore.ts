import type {
  DraftRow,
  NewOutboxRow,
  OutboxPatch,
  OutboxRow,
  OutboxStore,
} from '../../../client/outbox/OutboxStore.ts';
import type { ClientId, ConversationId } from '../../../shared/model/ids.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import { DraftRows } from './draftRows.ts';
import { NotifiedRows } from './notifiedRows.ts';
import { RequestRows } from './requestRows.ts';

/** The outbox in SQLite. Everything is on disk when it returns. */
export class SqliteOutboxStore implements OutboxStore {
  readonly #database: Database;
  readonly #requests: RequestRows;
  readonly #drafts: DraftRows;
  readonly #notified: NotifiedRows;

  /** Of a migrated database with `synchronous=FULL`. */
  constructor(database: Database) {
    this.#database = database;
    this.#requests = new RequestRows(database);
    this.#drafts = new DraftRows(database);
    this.#notified = new NotifiedRows(database);
  }

  async rows(): Promise<OutboxRow[]> {
    return this.#requests.all();
  }

  async add(row: NewOutboxRow): Promise<OutboxRow> {
    return this.#requests.add(row);
  }

  async update(clientId: ClientId, patch: OutboxPatch): Promise<void> {
    this.#atomic(() => {
      const row = this.#requests.get(clientId);
      if (row) this.#requests.save({ ...row, ...patch });
    });
  }

  async remove(clientId: ClientId): Promise<void> {
    this.#requests.remove(clientId);
  }

  async replaceConversation(from: ConversationId, to: ConversationId): Promise<void> {
    this.#requests.move(from, to);
  }

  async drafts(): Promise<DraftRow[]> {
    return this.#drafts.all();
  }

  async saveDraft(draft: DraftRow): Promise<void> {
    this.#drafts.save(draft);
  }

  async removeDraft(conversationId: ConversationId): Promise<void> {
    this.#drafts.remove(conversationId);
  }

  async markNotified<T extends string>(marks: T[]): Promise<T[]> {
    return this.#atomic(() => marks.filter((mark) => this.#notified.mark(mark)));
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  #atomic<T>(run: () => T): T {
    return this.#database.transaction(run).immediate();
  }
}
