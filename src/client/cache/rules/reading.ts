import type { ConversationId, Seq } from '../../../shared/model/ids.ts';
import type { Changes } from './Changes.ts';
import { readSeqOf } from './conversations.ts';
import { type Steps, take } from './steps.ts';
import type { Tables } from './Tables.ts';

/** Raises this device's own read position before the server knows of it (S14). */
export function* advanceRead(tables: Tables, changes: Changes, id: ConversationId, seq: Seq): Steps<void> {
  const row = yield* take(tables.conversations.get(id));
  // Nothing above the cursor can have been read here.
  const readSeq = Math.min(seq, row?.headSeq ?? 0);
  if (!row?.joined || readSeq <= readSeqOf(row)) return;
  row.localReadSeq = readSeq;
  yield* take(tables.conversations.save(row));
  changes.conversation(row);
}

/** Sets this device's own read position, back as well; until `endResets` it stands whatever the server says. */
export function* resetRead(tables: Tables, changes: Changes, id: ConversationId, seq: Seq): Steps<void> {
  const row = yield* take(tables.conversations.get(id));
  if (!row?.joined) return;
  row.localReadSeq = Math.min(seq, row.headSeq);
  row.localReset = true;
  yield* take(tables.conversations.save(row));
  changes.conversation(row);
}

/**
 * Ends what `resetRead` set in all conversations but those in which the server is still to be told of something read. Nothing of
 * it stays: what the server has heard it may have weighed against another device since, and only its own word tells (S14).
 */
export function* endResets(
  tables: Tables,
  changes: Changes,
  waiting: readonly ConversationId[],
): Steps<void> {
  for (const row of yield* take(tables.conversations.reset())) {
    if (waiting.includes(row.conversation.id)) continue;
    row.localReset = false;
    row.localReadSeq = null;
    yield* take(tables.conversations.save(row));
    changes.conversation(row);
  }
}
