import { z } from 'zod';
import type { Range } from '../../client/cache/rules/ranges.ts';
import type { RangeTable } from '../../client/cache/rules/Tables.ts';
import { seqSchema } from '../../shared/model/ids.ts';
import { parseKept } from '../../shared/model/parseUntrusted.ts';
import { type CacheTransaction, put, remove } from './write.ts';

const rangesSchema = z.array(z.object({ from: seqSchema, to: seqSchema }));

/** The store `ranges`: all that is held of a conversation in one record. */
export class RangeRecords implements RangeTable {
  readonly #store;

  constructor(transaction: CacheTransaction) {
    this.#store = transaction.objectStore('ranges');
  }

  async of(key: number): Promise<Range[]> {
    return parseKept(rangesSchema, (await this.#store.get(key)) ?? []);
  }

  set(key: number, ranges: readonly Range[]): void {
    put(this.#store, [...ranges], key);
  }

  clear(key: number): void {
    remove(this.#store, key);
  }
}
