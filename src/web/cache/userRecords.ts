import { z } from 'zod';
import type { UserTable } from '../../client/cache/rules/Tables.ts';
import type { UserId } from '../../shared/model/ids.ts';
import { parseKept } from '../../shared/model/parseUntrusted.ts';
import { type User, userSchema } from '../../shared/model/user.ts';
import { type CacheTransaction, clear, put, remove } from './write.ts';

/** The store `users`. */
export class UserRecords implements UserTable {
  readonly #store;
  readonly #members;

  constructor(transaction: CacheTransaction) {
    this.#store = transaction.objectStore('users');
    this.#members = transaction.objectStore('members');
  }

  async all(): Promise<User[]> {
    return parseKept(z.array(userSchema), await this.#store.getAll());
  }

  put(user: User): void {
    put(this.#store, user);
  }

  clear(): void {
    clear(this.#store);
  }

  async keepMembers(me: UserId): Promise<void> {
    const [ids, members] = await Promise.all([this.#store.getAllKeys(), this.#members.getAllKeys()]);
    const kept = new Set<string>([me, ...members.map(([, userId]) => userId)]);
    for (const id of ids) if (!kept.has(id)) remove(this.#store, id);
  }
}
