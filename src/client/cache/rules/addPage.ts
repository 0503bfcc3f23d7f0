import type { ConversationId } from '../../../shared/model/ids.ts';
import type { HistoryPage } from '../Cache.ts';
import type { Changes } from './Changes.ts';
import { hold } from './held.ts';
import { rangeAt } from './ranges.ts';
import { type Steps, take } from './steps.ts';
import type { Tables } from './Tables.ts';

/** Adds a page of history to a conversation, keeping whatever is newer (S12). */
export function* addPage(
  tables: Tables,
  changes: Changes,
  conversationId: ConversationId,
  page: HistoryPage,
): Steps<void> {
  const row = yield* take(tables.conversations.get(conversationId));
  // Without a cursor nothing would keep it in step; above the cursor its events are still to come.
  if (!row || row.headSeq === 0) return;
  const to = Math.min(page.toSeq, row.headSeq);
  const before = yield* take(tables.ranges.of(row.key));
  yield* hold(tables, row.key, { from: Math.max(1, page.fromSeq), to });
  const within = page.messages.filter(({ seq }) => seq <= to);
  // What is new here is told by reading the page, and written at once; what was shown already may have changed.
  const isNew = within.filter(({ seq }) => rangeAt(before, seq) === undefined);
  yield* take(tables.messages.putAll(row.key, isNew));
  for (const message of within)
    if (rangeAt(before, message.seq) && (yield* take(tables.messages.put(row.key, message))))
      changes.message(conversationId, message);
  changes.conversation(row);
}
