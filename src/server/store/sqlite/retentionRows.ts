import { z } from 'zod';
import type { ConversationId, Timestamp } from '../../../shared/model/ids.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import { textColumn } from './columns.ts';

/** When each conversation that keeps its messages for so many days only is to be looked at again. */
export function createRetentionRows(database: Database) {
  const put = database.prepare('INSERT OR REPLACE INTO retention (conversation_id, due_at) VALUES (?, ?)');
  const remove = database.prepare('DELETE FROM retention WHERE conversation_id = ?');
  const next = database.prepare('SELECT min(due_at) FROM retention').pluck();
  const due = database
    .prepare('SELECT conversation_id FROM retention WHERE due_at <= ? ORDER BY due_at LIMIT ?')
    .pluck();
  return {
    set: (id: ConversationId, dueAt: Timestamp) => void put.run(id, dueAt),
    remove: (id: ConversationId) => void remove.run(id),
    /** When the next of them is to be looked at; `undefined` when none is. */
    nextDue: (): Timestamp | undefined => z.int().nullable().parse(next.get()) ?? undefined,
    /** Those whose time has come, the longest ago first. */
    due: (now: Timestamp, limit: number): ConversationId[] =>
      z.array(textColumn<ConversationId>()).parse(due.all(now, limit)),
  };
}
