import { z } from 'zod';
import type { StreamEntry } from '../../client/cache/Cache.ts';
import type { EntryTable } from '../../client/cache/rules/Tables.ts';
import type { Entry } from '../../shared/model/entry.ts';
import { parseKept } from '../../shared/model/parseUntrusted.ts';
import { type Stream, streamSchema } from '../../shared/model/stream.ts';
import { beginningWith, type CacheTransaction, put, remove } from './write.ts';

const recordsSchema = z.array(
  z.object({ stream: streamSchema, kind: z.string(), key: z.string(), value: z.unknown() }),
);

/** The store `entries`. */
export class EntryRecords implements EntryTable {
  readonly #store;

  constructor(transaction: CacheTransaction) {
    this.#store = transaction.objectStore('entries');
  }

  async all(): Promise<StreamEntry[]> {
    return parseKept(recordsSchema, await this.#store.getAll());
  }

  async of(stream: Stream): Promise<StreamEntry[]> {
    return parseKept(recordsSchema, await this.#store.getAll(beginningWith(stream)));
  }

  set(stream: Stream, { kind, key, value }: Entry): void {
    if (value === null) remove(this.#store, [stream, kind, key]);
    else put(this.#store, { stream, kind, key, value });
  }

  clear(stream: Stream): void {
    remove(this.#store, beginningWith(stream));
  }
}
