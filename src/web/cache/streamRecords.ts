import { z } from 'zod';
import type { StreamTable } from '../../client/cache/rules/Tables.ts';
import { type Seq, seqSchema } from '../../shared/model/ids.ts';
import { parseKept } from '../../shared/model/parseUntrusted.ts';
import { type Stream, streamSchema } from '../../shared/model/stream.ts';
import { type CacheTransaction, put, remove } from './write.ts';

const recordSchema = z.object({ name: streamSchema, cursor: seqSchema, forgotten: z.boolean() });
export type StreamRecord = z.infer<typeof recordSchema>;

/** The store `streams`. */
export class StreamRecords implements StreamTable {
  readonly #store;

  constructor(transaction: CacheTransaction) {
    this.#store = transaction.objectStore('streams');
  }

  async cursor(stream: Stream): Promise<Seq> {
    return (await this.#get(stream))?.cursor ?? 0;
  }

  async known(): Promise<Map<Stream, Seq>> {
    const records = await this.all();
    return new Map(records.filter(({ forgotten }) => !forgotten).map(({ name, cursor }) => [name, cursor]));
  }

  async all(): Promise<StreamRecord[]> {
    return parseKept(z.array(recordSchema), await this.#store.getAll());
  }

  async set(stream: Stream, cursor: Seq): Promise<void> {
    const { forgotten } = (await this.#get(stream)) ?? { forgotten: false };
    put(this.#store, { name: stream, cursor, forgotten });
  }

  async forget(stream: Stream): Promise<void> {
    const record = await this.#get(stream);
    if (record) put(this.#store, { ...record, forgotten: true });
  }

  remove(stream: Stream): void {
    remove(this.#store, stream);
  }

  async #get(stream: Stream): Promise<StreamRecord | undefined> {
    return parseKept(recordSchema.optional(), await this.#store.get(stream));
  }
}
