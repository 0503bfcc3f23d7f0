import { z } from 'zod';
import type { Timestamp, UserId } from '../../../shared/model/ids.ts';
import type { ServiceToken, ServiceTokenId } from '../../../shared/model/running.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import { textColumn } from './columns.ts';

const rowSchema = z.object({
  id: textColumn<ServiceTokenId>(),
  name: z.string(),
  createdBy: textColumn<UserId>().nullable(),
  createdAt: z.int(),
  usedAt: z.int().nullable(),
  revokedAt: z.int().nullable(),
});

const COLUMNS =
  'id, name, created_by AS createdBy, created_at AS createdAt, used_at AS usedAt, revoked_at AS revokedAt';

/** What programs sign in with; of each token there is its hash. */
export function createServiceTokenRows(database: Database) {
  const insert = database.prepare(
    'INSERT INTO service_tokens (id, hash, name, created_by, created_at) VALUES (?, ?, ?, ?, ?)',
  );
  const all = database.prepare(`SELECT ${COLUMNS} FROM service_tokens ORDER BY id DESC`);
  const byId = database.prepare(`SELECT ${COLUMNS} FROM service_tokens WHERE id = ?`);
  const byHash = database.prepare(
    `SELECT ${COLUMNS} FROM service_tokens WHERE hash = ? AND revoked_at IS NULL`,
  );
  const use = database.prepare('UPDATE service_tokens SET used_at = ? WHERE id = ?');
  const revoke = database.prepare('UPDATE service_tokens SET revoked_at = ? WHERE id = ?');
  const parse = (row: unknown) => (row === undefined ? undefined : rowSchema.parse(row));
  return {
    insert({ id, name, createdBy, createdAt }: ServiceToken, hash: string): void {
      insert.run(id, hash, name, createdBy, createdAt);
    },
    /** Newest first. */
    all: (): ServiceToken[] => z.array(rowSchema).parse(all.all()),
    find: (id: string): ServiceToken | undefined => parse(byId.get(id)),
    /** One that was not revoked. */
    findByHash: (hash: string): ServiceToken | undefined => parse(byHash.get(hash)),
    setUsed: (id: ServiceTokenId, at: Timestamp) => void use.run(at, id),
    revoke: (id: ServiceTokenId, at: Timestamp) => void revoke.run(at, id),
  };
}
