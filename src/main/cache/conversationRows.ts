import { z } from 'zod';
import type { ConversationRow, ConversationTable } from '../../client/cache/rules/Tables.ts';
import {
  type Conversation,
  conversationExtras,
  conversationSchema,
  readStateSchema,
} from '../../shared/model/conversation.ts';
import { extrasColumn, packExtras } from '../../shared/model/extras.ts';
import {
  type ConversationId,
  conversationIdSchema,
  seqSchema,
  timestampSchema,
  userIdSchema,
} from '../../shared/model/ids.ts';
import type { Database } from '../../sqlite/openDatabase.ts';

const flagSchema = z.int().transform((flag) => flag === 1);
const jsonSchema = z.string().transform((text): unknown => JSON.parse(text));

const expirySchema = z.object({ at: seqSchema, through: seqSchema });

const described = conversationSchema.omit({ topic: true, description: true, archivedAt: true }).shape;

const rowSchema = z
  .object({
    key: z.int(),
    ...described,
    extras: extrasColumn(conversationExtras),
    private: flagSchema,
    everyone: flagSchema,
    memberIds: jsonSchema.pipe(z.array(userIdSchema)),
    listed: flagSchema,
    joined: flagSchema,
    base: jsonSchema.pipe(readStateSchema).nullable(),
    localReadSeq: seqSchema.nullable(),
    localReset: flagSchema,
    unread: z.int().min(0),
    unreadMentions: z.int().min(0),
    expiry: jsonSchema.pipe(expirySchema).nullable(),
    lastMessageAt: timestampSchema.nullable(),
    headSeq: seqSchema,
  })
  .transform(
    ({
      key,
      listed,
      joined,
      base,
      localReadSeq,
      localReset,
      expiry,
      unread,
      unreadMentions,
      lastMessageAt,
      headSeq,
      extras,
      ...rest
    }) => {
      const conversation: Conversation = { ...rest, ...extras };
      const reading = { base, localReadSeq, localReset, expiry, unread, unreadMentions };
      return { key, conversation, listed, joined, ...reading, lastMessageAt, headSeq };
    },
  );

const SELECT = `
  SELECT key, id, kind, conversation.name, private, everyone, member_ids AS memberIds, created_by AS createdBy,
    created_at AS createdAt, listed, joined, base, local_read_seq AS localReadSeq,
    local_reset AS localReset, unread, unread_mentions AS unreadMentions, expiry, extras,
    last_message_at AS lastMessageAt, coalesce(cursor, 0) AS headSeq
  FROM conversation LEFT JOIN stream ON stream.name = 'conversation:' || id`;

/** The table `conversation`. */
export class ConversationRows implements ConversationTable {
  readonly #all;
  readonly #byId;
  readonly #byKey;
  readonly #joinedId;
  readonly #reset;
  readonly #describe;
  readonly #save;
  readonly #remove;

  constructor(database: Database) {
    this.#all = database.prepare<[]>(SELECT);
    this.#byId = database.prepare<[string]>(`${SELECT} WHERE id = ?`);
    this.#byKey = database.prepare<[number]>(`${SELECT} WHERE key = ?`);
    this.#joinedId = database
      .prepare<[number]>('SELECT id FROM conversation WHERE key = ? AND joined = 1')
      .pluck();
    this.#reset = database.prepare<[]>(`${SELECT} WHERE local_reset = 1`);
    this.#describe = database.prepare<unknown[]>(
      `INSERT INTO conversation (id, kind, name, private, everyone, member_ids, created_by, created_at, extras)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, private = excluded.private,
         everyone = excluded.everyone, member_ids = excluded.member_ids, extras = excluded.extras`,
    );
    this.#save = database.prepare<unknown[]>(
      `UPDATE conversation SET listed = ?, joined = ?, base = ?, local_read_seq = ?, local_reset = ?,
         unread = ?, unread_mentions = ?, last_message_at = ?, expiry = ?
       WHERE key = ?`,
    );
    this.#remove = database.prepare<[number]>('DELETE FROM conversation WHERE key = ?');
  }

  all(): ConversationRow[] {
    return z.array(rowSchema).parse(this.#all.all());
  }

  get(id: ConversationId): ConversationRow | undefined {
    return rowSchema.optional().parse(this.#byId.get(id));
  }

  at(key: number): ConversationRow | undefined {
    return rowSchema.optional().parse(this.#byKey.get(key));
  }

  /** Which conversation this is, if one is in it: all that a search has to know of each. */
  joinedId(key: number): ConversationId | undefined {
    return conversationIdSchema.optional().parse(this.#joinedId.get(key));
  }

  reset(): ConversationRow[] {
    return z.array(rowSchema).parse(this.#reset.all());
  }

  describe(conversation: Conversation): ConversationRow {
    const { id, kind, name, memberIds, createdBy, createdAt } = conversation;
    const flags = [Number(conversation.private), Number(conversation.everyone)];
    const extras = packExtras(conversationExtras, conversation);
    this.#describe.run(id, kind, name, ...flags, JSON.stringify(memberIds), createdBy, createdAt, extras);
    return rowSchema.parse(this.#byId.get(id));
  }

  save(row: ConversationRow): void {
    const base = row.base && JSON.stringify(row.base);
    const flags = [Number(row.listed), Number(row.joined)];
    const expiry = row.expiry && JSON.stringify(row.expiry);
    const reading = [row.localReadSeq, Number(row.localReset), row.unread, row.unreadMentions];
    this.#save.run(...flags, base, ...reading, row.lastMessageAt, expiry, row.key);
  }

  remove(key: number): void {
    this.#remove.run(key);
  }
}
