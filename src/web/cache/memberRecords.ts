import { z } from 'zod';
import type { MemberTable } from '../../client/cache/rules/Tables.ts';
import { type UserId, userIdSchema } from '../../shared/model/ids.ts';
import { parseKept } from '../../shared/model/parseUntrusted.ts';
import { beginningWith, type CacheTransaction, put, remove } from './write.ts';

const idsSchema = z.array(userIdSchema);

/** The store `members`. */
export class MemberRecords implements MemberTable {
  readonly #store;

  constructor(transaction: CacheTransaction) {
    this.#store = transaction.objectStore('members');
  }

  async of(key: number): Promise<UserId[]> {
    const keys = await this.#store.getAllKeys(beginningWith(key));
    return parseKept(
      idsSchema,
      keys.map(([, userId]) => userId),
    );
  }

  async has(key: number, userId: UserId): Promise<boolean> {
    return (await this.#store.count([key, userId])) > 0;
  }

  add(key: number, userId: UserId): void {
    put(this.#store, { conversation: key, userId });
  }

  remove(key: number, userId: UserId): void {
    remove(this.#store, [key, userId]);
  }

  clear(key: number): void {
    remove(this.#store, beginningWith(key));
  }
}
