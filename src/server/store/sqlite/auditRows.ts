import { z } from 'zod';
import type { ConversationId, MessageId, Timestamp, UserId } from '../../../shared/model/ids.ts';
import { type AuditAct, type AuditRecord, auditRecordSchema } from '../../../shared/model/running.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import type { Parsed } from '../Store.ts';
import { textColumn } from './columns.ts';

/** Who did something, as the audit log names them. */
export type AuditActor = AuditRecord['actor'];
/** What happened, before it has a number and a time. */
export type NewAuditRecord = {
  actor: AuditActor;
  act: AuditAct;
  userId?: UserId | undefined;
  conversationId?: ConversationId | undefined;
  messageId?: MessageId | undefined;
  /** Never a message's text, a password or a token. */
  detail?: AuditRecord['detail'];
};

const rowSchema = z.object({
  id: z.int(),
  at: z.int(),
  actorKind: z.string(),
  actorId: z.string().nullable(),
  act: z.string(),
  userId: textColumn<UserId>().nullable(),
  conversationId: textColumn<ConversationId>().nullable(),
  messageId: textColumn<MessageId>().nullable(),
  detail: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(auditRecordSchema.shape.detail),
});

/** What each part of a filter asks of a record, in SQL. */
const CONDITIONS = {
  act: 'act = $act',
  actorId: 'actor_id = $actorId',
  userId: 'user_id = $userId',
  conversationId: 'conversation_id = $conversationId',
  since: 'at >= $since',
  until: 'at < $until',
  before: 'id < $before',
} as const;

/** The audit log: who did what in running the space. Only ever added to. */
export function createAuditRows(database: Database) {
  const insert = database.prepare(
    `INSERT INTO audit (at, actor_kind, actor_id, act, user_id, conversation_id, message_id, detail)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return {
    insert(at: Timestamp, record: NewAuditRecord): void {
      const { actor, act, userId = null, conversationId = null, messageId = null, detail = {} } = record;
      const actorId = actor.kind === 'user' ? actor.userId : actor.kind === 'service' ? actor.tokenId : null;
      insert.run(at, actor.kind, actorId, act, userId, conversationId, messageId, JSON.stringify(detail));
    },
    /** Newest first. */
    list({ limit, ...filter }: Parsed<'audit:list'>): { records: AuditRecord[]; more: boolean } {
      const given = Object.entries(filter).filter(([, value]) => value !== undefined);
      const asked = given.map(([name]) => CONDITIONS[name as keyof typeof CONDITIONS]);
      const rows = database
        .prepare(
          `SELECT id, at, actor_kind AS actorKind, actor_id AS actorId, act, user_id AS userId,
             conversation_id AS conversationId, message_id AS messageId, detail
             FROM audit WHERE ${['true', ...asked].join(' AND ')} ORDER BY id DESC LIMIT $limit`,
        )
        .all({ ...Object.fromEntries(given), limit: limit + 1 });
      return { records: rows.slice(0, limit).map(toRecord), more: rows.length > limit };
    },
  };
}

function toRecord(row: unknown): AuditRecord {
  const { actorKind: kind, actorId, userId, conversationId, messageId, ...record } = rowSchema.parse(row);
  return auditRecordSchema.parse({
    ...record,
    actor: {
      kind,
      ...(kind === 'user' ? { userId: actorId } : kind === 'service' ? { tokenId: actorId } : {}),
    },
    ...(userId === null ? {} : { userId }),
    ...(conversationId === null ? {} : { conversationId }),
    ...(messageId === null ? {} : { messageId }),
  });
}
