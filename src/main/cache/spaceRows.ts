import { z } from 'zod';
import type { CacheIdentity } from '../../client/cache/Cache.ts';
import type { SpaceTable } from '../../client/cache/rules/Tables.ts';
import {
  epochSchema,
  incarnationSchema,
  spaceIdSchema,
  type UserId,
  userIdSchema,
} from '../../shared/model/ids.ts';
import type { Space } from '../../shared/model/space.ts';
import { spaceNameSchema } from '../../shared/model/text.ts';
import type { Database } from '../../sqlite/openDatabase.ts';

const rowSchema = z.object({
  me: userIdSchema,
  epoch: epochSchema.nullable(),
  incarnation: incarnationSchema.nullable(),
  id: spaceIdSchema.nullable(),
  name: spaceNameSchema.nullable(),
});

/** The table `space`: one row, saying whose cache of what this is. */
export class SpaceRows implements SpaceTable {
  readonly #select;
  readonly #begin;
  readonly #setIdentity;
  readonly #setSpace;

  constructor(database: Database) {
    this.#select = database.prepare<[]>('SELECT me, epoch, incarnation, id, name FROM space');
    this.#begin = database.prepare<[string]>('INSERT OR REPLACE INTO space (one, me) VALUES (1, ?)');
    this.#setIdentity = database.prepare<[string, string]>('UPDATE space SET epoch = ?, incarnation = ?');
    this.#setSpace = database.prepare<[string, string]>('UPDATE space SET id = ?, name = ?');
  }

  /** Whose cache this is; undefined for a new file. */
  me(): UserId | undefined {
    return this.#row()?.me;
  }

  identity(): CacheIdentity | null {
    const row = this.#row();
    return row?.epoch && row.incarnation ? { epoch: row.epoch, incarnation: row.incarnation } : null;
  }

  space(): Space | null {
    const row = this.#row();
    return row?.id && row.name ? { id: row.id, name: row.name } : null;
  }

  /** Starts over, for this account. */
  begin(me: UserId): void {
    this.#begin.run(me);
  }

  setIdentity({ epoch, incarnation }: CacheIdentity): void {
    this.#setIdentity.run(epoch, incarnation);
  }

  setSpace({ id, name }: Space): void {
    this.#setSpace.run(id, name);
  }

  #row() {
    return rowSchema.optional().parse(this.#select.get());
  }
}
