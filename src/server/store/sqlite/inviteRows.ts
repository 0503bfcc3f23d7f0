import { z } from 'zod';
import type { Timestamp, UserId } from '../../../shared/model/ids.ts';
import { type Role, roleSchema } from '../../../shared/model/user.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import type { NewInvite } from '../Store.ts';

const rowSchema = z.object({ role: roleSchema });

export function createInviteRows(database: Database) {
  const insert = database.prepare(
    `INSERT INTO invites (code_hash, role, created_by, created_at, expires_at, uses_left)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const usable = database.prepare(
    'SELECT role FROM invites WHERE code_hash = ? AND expires_at > ? AND uses_left > 0',
  );
  const use = database.prepare('UPDATE invites SET uses_left = uses_left - 1 WHERE code_hash = ?');
  return {
    insert(invite: NewInvite, createdBy: UserId | null, at: Timestamp): void {
      insert.run(invite.codeHash, invite.role, createdBy, at, invite.expiresAt, invite.uses);
    },
    /** The role it gives, while it can be used. */
    usableRole(codeHash: string, at: Timestamp): Role | undefined {
      const row = usable.get(codeHash, at);
      return row === undefined ? undefined : rowSchema.parse(row).role;
    },
    use: (codeHash: string) => void use.run(codeHash),
  };
}
