import { keptBaseSchema, keptSentSchema } from '../../../client/outbox/keptRows.ts';
import type { DraftRow } from '../../../client/outbox/OutboxStore.ts';
import { draftContentSchema } from '../../../shared/model/draft.ts';
import { type ConversationId, conversationIdSchema } from '../../../shared/model/ids.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import { jsonSchema } from './jsonSchema.ts';
import { readable } from './readable.ts';

const rowSchema = draftContentSchema.extend({
  conversationId: conversationIdSchema,
  base: jsonSchema.pipe(keptBaseSchema),
  sent: jsonSchema.pipe(keptSentSchema).nullable(),
});

/** The table `draft`: what was typed and not yet sent, one text for a conversation. */
export class DraftRows {
  readonly #all;
  readonly #put;
  readonly #delete;

  constructor(database: Database) {
    this.#all = database.prepare<[]>(
      'SELECT conversation_id AS conversationId, text, reply_to AS replyTo, base, sent FROM draft',
    );
    this.#put = database.prepare<unknown[]>(
      'INSERT OR REPLACE INTO draft (conversation_id, text, reply_to, base, sent) VALUES (?, ?, ?, ?, ?)',
    );
    this.#delete = database.prepare<[string]>('DELETE FROM draft WHERE conversation_id = ?');
  }

  all(): DraftRow[] {
    return readable(rowSchema, this.#all.all());
  }

  save({ conversationId, text, replyTo, base, sent }: DraftRow): void {
    this.#put.run(conversationId, text, replyTo, JSON.stringify(base), sent && JSON.stringify(sent));
  }

  remove(conversationId: ConversationId): void {
    this.#delete.run(conversationId);
  }
}
