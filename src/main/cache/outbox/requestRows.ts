import { z } from 'zod';
import { keptActionSchema, keptRefusalSchema } from '../../../client/outbox/keptRows.ts';
import type { NewOutboxRow, OutboxRow } from '../../../client/outbox/OutboxStore.ts';
import {
  type ClientId,
  type ConversationId,
  clientIdSchema,
  conversationIdSchema,
  timestampSchema,
} from '../../../shared/model/ids.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import { jsonSchema } from './jsonSchema.ts';
import { readable } from './readable.ts';

const flagSchema = z.int().transform((flag) => flag === 1);
const rowSchema = z.object({
  clientId: clientIdSchema,
  position: z.int(),
  conversationId: conversationIdSchema,
  action: jsonSchema.pipe(keptActionSchema),
  createdAt: timestampSchema,
  attempted: flagSchema,
  refusal: jsonSchema.pipe(keptRefusalSchema).nullable(),
  discarded: flagSchema,
});

const SELECT = `
  SELECT client_id AS clientId, position, conversation_id AS conversationId, action, created_at AS createdAt,
    attempted, refusal, discarded FROM request`;

/**
 * Above all positions that were ever given. Not left to SQLite, which goes on from the largest that stands there: one that was
 * written over can be the last that there is, or more than a number holds.
 */
const NEXT = `
  1 + max(
    coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'request'), 0),
    coalesce((SELECT max(position) FROM request WHERE position < 1 << 52), 0)
  )`;

/** The table `request`: what was asked for here and not yet acknowledged. */
export class RequestRows {
  readonly #all;
  readonly #one;
  readonly #insert;
  readonly #update;
  readonly #delete;
  readonly #move;

  constructor(database: Database) {
    this.#all = database.prepare<[]>(`${SELECT} ORDER BY position`);
    this.#one = database.prepare<[string]>(`${SELECT} WHERE client_id = ?`);
    this.#insert = database.prepare<unknown[]>(
      `INSERT INTO request (position, conversation_id, action, attempted, refusal, discarded, client_id, created_at)
       VALUES (${NEXT}, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#update = database.prepare<unknown[]>(
      `UPDATE request SET conversation_id = ?, action = ?, attempted = ?, refusal = ?, discarded = ?
       WHERE client_id = ?`,
    );
    this.#delete = database.prepare<[string]>('DELETE FROM request WHERE client_id = ?');
    this.#move = database.prepare<[string, string]>(
      'UPDATE request SET conversation_id = ? WHERE conversation_id = ?',
    );
  }

  /** In order of position. A row that cannot be read stays where it is, and holds up none of the others. */
  all(): OutboxRow[] {
    return readable(rowSchema, this.#all.all());
  }

  get(clientId: ClientId): OutboxRow | undefined {
    return rowSchema.optional().parse(this.#one.get(clientId));
  }

  add(row: NewOutboxRow): OutboxRow {
    const { lastInsertRowid } = this.#insert.run(...changeable(row), row.clientId, row.createdAt);
    return { ...row, position: Number(lastInsertRowid) };
  }

  save(row: OutboxRow): void {
    this.#update.run(...changeable(row), row.clientId);
  }

  remove(clientId: ClientId): void {
    this.#delete.run(clientId);
  }

  move(from: ConversationId, to: ConversationId): void {
    this.#move.run(to, from);
  }
}

const changeable = (row: NewOutboxRow): unknown[] => [
  row.conversationId,
  JSON.stringify(row.action),
  Number(row.attempted),
  row.refusal && JSON.stringify(row.refusal),
  Number(row.discarded),
];
