import { z } from 'zod';
import type { ConversationRow, ConversationTable } from '../../client/cache/rules/Tables.ts';
import { type Conversation, conversationSchema, readStateSchema } from '../../shared/model/conversation.ts';
import { type ConversationId, seqSchema, timestampSchema } from '../../shared/model/ids.ts';
import { parseKept } from '../../shared/model/parseUntrusted.ts';
import { conversationStream } from '../../shared/model/stream.ts';
import { StreamRecords } from './streamRecords.ts';
import { type CacheTransaction, put, remove } from './write.ts';

const recordSchema = z.object({
  key: z.int(),
  conversation: conversationSchema,
  listed: z.boolean(),
  joined: z.boolean(),
  base: readStateSchema.nullable(),
  localReadSeq: seqSchema.nullable(),
  localReset: z.boolean(),
  unread: z.int().min(0),
  unreadMentions: z.int().min(0),
  expiry: z.object({ at: seqSchema, through: seqSchema }).nullable(),
  lastMessageAt: timestampSchema.nullable(),
});
/** A row as it is kept: without the cursor, which is its stream's; `key` is given by the database. */
export type ConversationRecord = Omit<z.infer<typeof recordSchema>, 'key'> & {
  key?: number;
  /** For the index. */
  id: ConversationId;
};

const UNKNOWN = {
  listed: false,
  joined: false,
  base: null,
  localReadSeq: null,
  localReset: false,
  unread: 0,
  unreadMentions: 0,
  expiry: null,
  lastMessageAt: null,
};

/** The store `conversations`. */
export class ConversationRecords implements ConversationTable {
  readonly #store;
  readonly #streams;

  constructor(transaction: CacheTransaction) {
    this.#store = transaction.objectStore('conversations');
    this.#streams = new StreamRecords(transaction);
  }

  async all(): Promise<ConversationRow[]> {
    const [records, streams] = await Promise.all([this.#store.getAll(), this.#streams.all()]);
    const cursors = new Map(streams.map(({ name, cursor }) => [name, cursor]));
    return parseKept(z.array(recordSchema), records).map((record) => {
      return { ...record, headSeq: cursors.get(conversationStream(record.conversation.id)) ?? 0 };
    });
  }

  async get(id: ConversationId): Promise<ConversationRow | undefined> {
    // Both at once: what is asked for together is one wait.
    const [record, headSeq] = await Promise.all([
      this.#store.index('id').get(id),
      this.#streams.cursor(conversationStream(id)),
    ]);
    return record && { ...parseKept(recordSchema, record), headSeq };
  }

  async at(key: number): Promise<ConversationRow | undefined> {
    const record = parseKept(recordSchema.optional(), await this.#store.get(key));
    if (!record) return undefined;
    return { ...record, headSeq: await this.#streams.cursor(conversationStream(record.conversation.id)) };
  }

  async reset(): Promise<ConversationRow[]> {
    return (await this.all()).filter(({ localReset }) => localReset);
  }

  async describe(conversation: Conversation): Promise<ConversationRow> {
    const { id } = conversation;
    const held = await this.get(id);
    if (held) {
      const row = { ...held, conversation };
      this.save(row);
      return row;
    }
    const key = await this.#store.add({ ...UNKNOWN, id, conversation });
    return { ...UNKNOWN, key, conversation, headSeq: await this.#streams.cursor(conversationStream(id)) };
  }

  save({ headSeq: _, ...row }: ConversationRow): void {
    put(this.#store, { ...row, id: row.conversation.id });
  }

  remove(key: number): void {
    remove(this.#store, key);
  }
}
