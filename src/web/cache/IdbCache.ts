import type { IDBPDatabase } from 'idb';
import type { SearchPage, SearchQuery } from '../../client/cache/Cache.ts';
import { RuledCache } from '../../client/cache/rules/RuledCache.ts';
import { runLater, type Steps } from '../../client/cache/rules/steps.ts';
import type { Tables } from '../../client/cache/rules/Tables.ts';
import type { UserId } from '../../shared/model/ids.ts';
import { closeConnection } from '../idb/connections.ts';
import { transact } from '../idb/transact.ts';
import { Searching } from './Searching.ts';
import type { CacheSchema } from './schema.ts';
import { openTables } from './tables.ts';
import { type CacheTransaction, clear } from './write.ts';

/**
 * The cache in IndexedDB. Each operation but a search is one transaction over all stores; IndexedDB itself runs them in the order in
 * which they were begun, of several tabs too.
 */
export class IdbCache extends RuledCache {
  readonly #database: IDBPDatabase<CacheSchema>;
  readonly #me: UserId;
  readonly #searching: Searching;

  /** Of a database that was opened at its present version; call `begin` first. */
  constructor(database: IDBPDatabase<CacheSchema>, me: UserId) {
    super();
    this.#database = database;
    this.#me = me;
    this.#searching = new Searching((work) => this.#transact('readonly', work), me);
  }

  /** Makes it this account's: one that was another's starts over. */
  async begin(): Promise<void> {
    await this.#transact('readwrite', async (transaction) => {
      if ((await openTables(transaction, this.#me).space.me()) !== this.#me) this.#empty(transaction);
    });
  }

  async search(query: SearchQuery): Promise<SearchPage> {
    return this.#searching.search(query);
  }

  async reset(): Promise<void> {
    await this.#transact('readwrite', async (transaction) => this.#empty(transaction));
  }

  async close(): Promise<void> {
    closeConnection(this.#database);
  }

  protected async read<T>(rule: (tables: Tables) => Steps<T>): Promise<T> {
    return this.#transact('readonly', (transaction) => runLater(rule(openTables(transaction, this.#me))));
  }

  protected async write<T>(rule: (tables: Tables) => Steps<T>): Promise<T> {
    return this.#transact('readwrite', (transaction) => runLater(rule(openTables(transaction, this.#me))));
  }

  #transact<T>(
    mode: 'readonly' | 'readwrite',
    work: (transaction: CacheTransaction) => Promise<T>,
  ): Promise<T> {
    // What the last moments before a power cut brought is brought again by sync.
    return transact(this.#database, mode, 'relaxed', (transaction) =>
      // A cast: one that only reads differs by the methods for writing alone, which rules that read do not call.
      work(transaction as unknown as CacheTransaction),
    );
  }

  #empty(transaction: CacheTransaction): void {
    for (const name of transaction.objectStoreNames) clear(transaction.objectStore(name));
    openTables(transaction, this.#me).space.begin(this.#me);
  }
}
