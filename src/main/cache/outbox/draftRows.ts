import { z } from 'zod';
import { type ConversationId, conversationIdSchema } from '../../../shared/model/ids.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';

const draftSchema = z.object({ conversationId: conversationIdSchema, text: z.string() });
export type Draft = z.infer<typeof draftSchema>;

/** The table `draft`: what was typed and not yet sent, one text for a conversation. */
export class DraftRows {
  readonly #all;
  readonly #put;
  readonly #delete;
  readonly #move;

  constructor(database: Database) {
    this.#all = database.prepare<[]>('SELECT conversation_id AS conversationId, text FROM draft');
    this.#put = database.prepare<[string, string]>('INSERT OR REPLACE INTO draft VALUES (?, ?)');
    this.#delete = database.prepare<[string]>('DELETE FROM draft WHERE conversation_id = ?');
    this.#move = database.prepare<[string, string]>(
      'UPDATE OR REPLACE draft SET conversation_id = ? WHERE conversation_id = ?',
    );
  }

  all(): Draft[] {
    return z.array(draftSchema).parse(this.#all.all());
  }

  /** An empty text leaves no row. */
  save({ conversationId, text }: Draft): void {
    if (text === '') this.#delete.run(conversationId);
    else this.#put.run(conversationId, text);
  }

  move(from: ConversationId, to: ConversationId): void {
    this.#move.run(to, from);
  }
}
