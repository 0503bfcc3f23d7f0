import { z } from 'zod';
import type { CacheIdentity } from '../../client/cache/Cache.ts';
import type { SpaceTable } from '../../client/cache/rules/Tables.ts';
import { epochSchema, incarnationSchema, type UserId, userIdSchema } from '../../shared/model/ids.ts';
import { parseKept } from '../../shared/model/parseUntrusted.ts';
import { type Space, spaceSchema } from '../../shared/model/space.ts';
import { type CacheTransaction, put } from './write.ts';

const recordSchema = z.object({
  me: userIdSchema,
  identity: z.object({ epoch: epochSchema, incarnation: incarnationSchema }).nullable(),
  space: spaceSchema.nullable(),
});
export type SpaceRecord = z.infer<typeof recordSchema>;

/** The store `space`: one record, saying whose cache of what this is. */
export class SpaceRecords implements SpaceTable {
  readonly #store;

  constructor(transaction: CacheTransaction) {
    this.#store = transaction.objectStore('space');
  }

  /** Whose cache this is; undefined for a new database. */
  async me(): Promise<UserId | undefined> {
    return (await this.#record())?.me;
  }

  async identity(): Promise<CacheIdentity | null> {
    return (await this.#record())?.identity ?? null;
  }

  async space(): Promise<Space | null> {
    return (await this.#record())?.space ?? null;
  }

  /** Starts over, for this account. */
  begin(me: UserId): void {
    put(this.#store, { me, identity: null, space: null }, 'space');
  }

  async setIdentity({ epoch, incarnation }: CacheIdentity): Promise<void> {
    await this.#change({ identity: { epoch, incarnation } });
  }

  async setSpace(space: Space): Promise<void> {
    await this.#change({ space });
  }

  async #change(change: Partial<SpaceRecord>): Promise<void> {
    const record = await this.#record();
    if (record) put(this.#store, { ...record, ...change }, 'space');
  }

  async #record(): Promise<SpaceRecord | undefined> {
    return parseKept(recordSchema.optional(), await this.#store.get('space'));
  }
}
