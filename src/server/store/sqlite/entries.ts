import { isDeepStrictEqual } from 'node:util';
import {
  type Entry,
  type EntryKey,
  type EntryKind,
  type EntryValue,
  entryKinds,
  MAX_ENTRIES,
} from '../../../shared/model/entry.ts';
import type { UserId } from '../../../shared/model/ids.ts';
import type { Stream } from '../../../shared/model/stream.ts';
import { RequestError } from '../../../shared/protocol/errors.ts';
import { append } from './append.ts';
import type { CommandContext } from './groupCommit.ts';
import type { Tables } from './tables.ts';

export type NewEntry<K extends EntryKind> = {
  stream: Stream;
  actorId: UserId | null;
  kind: K;
  key: EntryKey<K>;
  /** `null` removes it. */
  value: EntryValue<K> | null;
};

/** Sets an entry of a stream, with an event where that changes anything. Refuses more than there may be of a kind. */
export function setEntry<K extends EntryKind>(
  tables: Tables,
  context: CommandContext,
  { stream, actorId, kind, key, value }: NewEntry<K>,
): Entry {
  const entry: Entry = { kind, key, value };
  const held = tables.entries.find(stream, kind, key);
  if (isDeepStrictEqual(held ?? null, value)) return entry;
  if (held === undefined && tables.entries.count(stream, kind) >= MAX_ENTRIES)
    throw new RequestError('conflict', `There may be ${MAX_ENTRIES} of these at most.`);
  append(tables, context, { stream, type: 'entry.changed', actorId, data: () => ({ entry }) });
  return entry;
}

/** An entry as it stands, by its kind's schema. */
export function findEntry<K extends EntryKind>(
  tables: Tables,
  stream: Stream,
  kind: K,
  key: EntryKey<K>,
): EntryValue<K> | undefined {
  const value = tables.entries.find(stream, kind, key);
  // The table pairs a kind with its value, which the compiler cannot follow through the index.
  return value === undefined ? undefined : (entryKinds[kind].value.parse(value) as EntryValue<K>);
}
