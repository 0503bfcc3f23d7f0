import type { Entry } from '../../../shared/model/entry.ts';
import type { Stream } from '../../../shared/model/stream.ts';
import type { Changes } from './Changes.ts';
import { type Steps, take } from './steps.ts';
import type { Tables } from './Tables.ts';

/** Sets an entry of a stream that is held, or removes it. One without a value was set again later: that event is to come. */
export function* setEntry(tables: Tables, changes: Changes, stream: Stream, entry: Entry): Steps<void> {
  if (entry.value === undefined) return;
  yield* take(tables.entries.set(stream, entry));
  changes.entry(stream, entry);
}

/** Removes all entries of a stream. */
export function* dropEntries(tables: Tables, changes: Changes, stream: Stream): Steps<void> {
  for (const { kind, key } of yield* take(tables.entries.of(stream)))
    changes.entry(stream, { kind, key, value: null });
  yield* take(tables.entries.clear(stream));
}

/** Replaces all entries of a stream by those of a snapshot (S10). */
export function* replaceEntries(
  tables: Tables,
  changes: Changes,
  stream: Stream,
  entries: readonly Entry[],
): Steps<void> {
  yield* dropEntries(tables, changes, stream);
  for (const entry of entries) yield* setEntry(tables, changes, stream, entry);
}
