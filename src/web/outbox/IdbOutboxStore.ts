import type { IDBPDatabase } from 'idb';
import type { z } from 'zod';
import { keptDraftSchema, keptRowSchema } from '../../client/outbox/keptRows.ts';
import type {
  DraftRow,
  NewOutboxRow,
  OutboxPatch,
  OutboxRow,
  OutboxStore,
} from '../../client/outbox/OutboxStore.ts';
import type { ClientId, ConversationId } from '../../shared/model/ids.ts';
import { parseUntrusted } from '../../shared/model/parseUntrusted.ts';
import { closeConnection } from '../idb/connections.ts';
import { transact } from '../idb/transact.ts';
import type { OutboxSchema } from './schema.ts';

/**
 * The outbox in IndexedDB. Every write is a transaction with `durability: 'strict'`: it is on disk when it returns, as
 * far as the browser can say so. Rejects with `StorageError`, and nothing of what was refused is there then.
 */
export class IdbOutboxStore implements OutboxStore {
  readonly #database: IDBPDatabase<OutboxSchema>;
  readonly #onUnreadable: (what: string) => void;

  constructor(database: IDBPDatabase<OutboxSchema>, onUnreadable: (what: string) => void) {
    this.#database = database;
    this.#onUnreadable = onUnreadable;
  }

  rows(): Promise<OutboxRow[]> {
    return this.#read(async (transaction) =>
      // In order of position, which is the key.
      this.#readable(keptRowSchema, await transaction.objectStore('requests').getAll(), 'a request'),
    );
  }

  async add(row: NewOutboxRow): Promise<OutboxRow> {
    const position = await this.#write((transaction) => transaction.objectStore('requests').add(row));
    return { ...row, position };
  }

  update(clientId: ClientId, patch: OutboxPatch): Promise<void> {
    return this.#write(async (transaction) => {
      const store = transaction.objectStore('requests');
      const row = await store.index('clientId').get(clientId);
      if (row) await store.put({ ...row, ...patch });
    });
  }

  remove(clientId: ClientId): Promise<void> {
    return this.#write(async (transaction) => {
      const store = transaction.objectStore('requests');
      const position = await store.index('clientId').getKey(clientId);
      if (position !== undefined) await store.delete(position);
    });
  }

  replaceConversation(from: ConversationId, to: ConversationId): Promise<void> {
    return this.#write(async (transaction) => {
      const store = transaction.objectStore('requests');
      for (const row of await store.index('conversationId').getAll(from))
        await store.put({ ...row, conversationId: to });
    });
  }

  drafts(): Promise<DraftRow[]> {
    return this.#read(async (transaction) =>
      this.#readable(keptDraftSchema, await transaction.objectStore('drafts').getAll(), 'a draft'),
    );
  }

  saveDraft(draft: DraftRow): Promise<void> {
    return this.#write(async (transaction) => {
      await transaction.objectStore('drafts').put(draft);
    });
  }

  removeDraft(conversationId: ConversationId): Promise<void> {
    return this.#write((transaction) => transaction.objectStore('drafts').delete(conversationId));
  }

  markNotified<T extends string>(marks: T[]): Promise<T[]> {
    return this.#write(async (transaction) => {
      const store = transaction.objectStore('notified');
      const fresh: T[] = [];
      for (const mark of marks) {
        if ((await store.getKey(mark)) !== undefined) continue;
        await store.put(true, mark);
        fresh.push(mark);
      }
      return fresh;
    });
  }

  async close(): Promise<void> {
    closeConnection(this.#database);
  }

  /** What can be read of what is kept: one row that cannot must not take the others with it. */
  #readable<T>(schema: z.ZodType<T>, kept: unknown[], what: string): T[] {
    return kept.flatMap((one) => {
      const row = parseUntrusted(schema, one);
      if (row.success) return [row.data];
      this.#onUnreadable(`${what}: ${row.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
      return [];
    });
  }

  #read<T>(work: Parameters<typeof transact<OutboxSchema, 'readonly', T>>[3]): Promise<T> {
    return transact(this.#database, 'readonly', 'strict', work);
  }

  #write<T>(work: Parameters<typeof transact<OutboxSchema, 'readwrite', T>>[3]): Promise<T> {
    return transact(this.#database, 'readwrite', 'strict', work);
  }
}
