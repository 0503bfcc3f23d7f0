import { z } from 'zod';
import type { SearchPage, SearchQuery } from '../../client/cache/Cache.ts';
import { RuledCache } from '../../client/cache/rules/RuledCache.ts';
import { runNow, type Steps } from '../../client/cache/rules/steps.ts';
import type { Tables } from '../../client/cache/rules/Tables.ts';
import type { UserId } from '../../shared/model/ids.ts';
import type { Database } from '../../sqlite/openDatabase.ts';
import { readSearch } from './readSearch.ts';
import { openTables, type SqliteTables } from './tables.ts';

/** Messages taken into the search index at a time, where a search waits for them. */
const INDEX_AT_A_TIME = 250;
/** A search waits at most so long, in ms, for messages that are not yet in the index. */
const INDEX_FOR_A_SEARCH_MS = 500;
/** Pages of the write-ahead log that are worth moving into the file, at two syncs; as many as SQLite itself would let come together. */
const LOG_PAGES = 1_000;

/** Pages in the write-ahead log, and how many of them are in the file already. */
const logStateSchema = z.tuple([z.object({ log: z.int(), checkpointed: z.int() })]);

/** The cache in SQLite. Each operation is one transaction, done by the time it returns its promise. */
export class SqliteCache extends RuledCache {
  readonly #database: Database;
  readonly #tables: SqliteTables;

  /** Of a migrated database; one that was another account's starts over. */
  constructor(database: Database, me: UserId) {
    super();
    this.#database = database;
    this.#tables = openTables(database, me);
    if (this.#tables.space.me() !== me) this.#empty();
  }

  async search(query: SearchQuery): Promise<SearchPage> {
    const until = performance.now() + INDEX_FOR_A_SEARCH_MS;
    let isBehind = this.#tables.index.isBehind();
    while (isBehind && performance.now() < until) isBehind = this.indexMore();
    return readSearch(this.#tables, query, !isBehind);
  }

  /** Takes some more messages into the search index, for whoever has time; says whether there are others left. */
  indexMore(messages = INDEX_AT_A_TIME): boolean {
    return this.#database.transaction(() => this.#tables.index.work(messages)).immediate();
  }

  /**
   * Moves what has come together in the write-ahead log into the file, for whoever has time, so that no commit of a
   * catch-up stops for it. `NOOP` only counts: https://sqlite.org/pragma.html#pragma_wal_checkpoint
   */
  shortenLog(): void {
    const [state] = logStateSchema.parse(this.#database.pragma('wal_checkpoint(NOOP)'));
    if (state.log - state.checkpointed >= LOG_PAGES) this.#database.pragma('wal_checkpoint(PASSIVE)');
  }

  async reset(): Promise<void> {
    this.#empty();
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  protected async read<T>(rule: (tables: Tables) => Steps<T>): Promise<T> {
    return runNow(rule(this.#tables));
  }

  protected async write<T>(rule: (tables: Tables) => Steps<T>): Promise<T> {
    return this.#database.transaction(() => runNow(rule(this.#tables))).immediate();
  }

  #empty(): void {
    this.#database
      .transaction(() => {
        for (const table of ['stream', 'user', 'conversation', 'member', 'held', 'message', 'entry'])
          this.#database.exec(`DELETE FROM ${table}`);
        this.#tables.index.clear();
        this.#tables.space.begin(this.#tables.me);
      })
      .immediate();
  }
}
