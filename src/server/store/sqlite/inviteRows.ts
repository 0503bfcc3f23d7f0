import { z } from 'zod';
import type { ConversationId, Timestamp, UserId } from '../../../shared/model/ids.ts';
import { givenRoleSchema, type Invite, type InviteId } from '../../../shared/model/running.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import { idListColumn, textColumn } from './columns.ts';

const rowSchema = z.object({
  id: textColumn<InviteId>(),
  role: givenRoleSchema,
  createdBy: textColumn<UserId>().nullable(),
  createdAt: z.int(),
  expiresAt: z.int(),
  uses: z.int(),
  usesLeft: z.int(),
  revokedAt: z.int().nullable(),
  conversationIds: idListColumn<ConversationId>(),
  userIds: idListColumn<UserId>(),
});

const COLUMNS = `i.id, i.role, i.created_by AS createdBy, i.created_at AS createdAt, i.expires_at AS expiresAt,
  i.uses, i.uses_left AS usesLeft, i.revoked_at AS revokedAt, i.conversation_ids AS conversationIds,
  (SELECT json_group_array(u.id ORDER BY u.created_at, u.id) FROM users u WHERE u.invite_id = i.id) AS userIds`;

/** What lets people make an account; of each code there is its hash. */
export function createInviteRows(database: Database) {
  const insert = database.prepare(
    `INSERT INTO invites
       (code_hash, id, role, created_by, created_at, expires_at, uses, uses_left, conversation_ids)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const all = database.prepare(`SELECT ${COLUMNS} FROM invites i ORDER BY i.id DESC`);
  const byId = database.prepare(`SELECT ${COLUMNS} FROM invites i WHERE i.id = ?`);
  const usable = database.prepare(
    `SELECT ${COLUMNS} FROM invites i
      WHERE i.code_hash = ? AND i.expires_at > ? AND i.uses_left > 0 AND i.revoked_at IS NULL`,
  );
  const use = database.prepare('UPDATE invites SET uses_left = uses_left - 1 WHERE id = ?');
  const revoke = database.prepare('UPDATE invites SET revoked_at = ? WHERE id = ?');
  const parse = (row: unknown) => (row === undefined ? undefined : rowSchema.parse(row));
  return {
    insert(invite: Invite, codeHash: string): void {
      const { id, role, createdBy, createdAt, expiresAt, uses, usesLeft, conversationIds } = invite;
      const places = JSON.stringify(conversationIds);
      insert.run(codeHash, id, role, createdBy, createdAt, expiresAt, uses, usesLeft, places);
    },
    /** Newest first. */
    all: (): Invite[] => z.array(rowSchema).parse(all.all()),
    find: (id: string): Invite | undefined => parse(byId.get(id)),
    /** While it can be used. */
    usable: (codeHash: string, at: Timestamp): Invite | undefined => parse(usable.get(codeHash, at)),
    use: (id: InviteId) => void use.run(id),
    revoke: (id: InviteId, at: Timestamp) => void revoke.run(at, id),
  };
}
