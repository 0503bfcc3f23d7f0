import { parseStream, type Stream } from '../../../shared/model/stream.ts';
import { dropDirectory } from './applyDirectoryEvents.ts';
import { dropEntries } from './applyEntries.ts';
import { leave } from './applyUserEvents.ts';
import type { Changes } from './Changes.ts';
import { type Steps, take } from './steps.ts';
import type { Tables } from './Tables.ts';

/** Drops a stream that may no longer be read, and what only its readers see (S13). */
export function* drop(tables: Tables, changes: Changes, stream: Stream): Steps<void> {
  yield* take(tables.streams.remove(stream));
  yield* dropEntries(tables, changes, stream);
  const parts = parseStream(stream);
  if (parts?.kind === 'conversation') yield* leave(tables, changes, parts.conversationId);
  if (parts?.kind === 'directory') yield* dropDirectory(tables, changes);
  if (parts?.kind === 'user')
    for (const row of yield* take(tables.conversations.all()))
      if (row.joined) yield* leave(tables, changes, row.conversation.id);
}
