import type { OutboxItem, StreamEntryView } from '../../shared/ipc/views.ts';
import {
  type EntryKey,
  type EntryKind,
  type EntryValue,
  entryKinds,
  parseEntry,
} from '../../shared/model/entry.ts';
import type { SpaceId, UserId } from '../../shared/model/ids.ts';
import { conversationStream, type Stream, userStream } from '../../shared/model/stream.ts';
import { without } from './records.ts';

/** The values of one kind in one stream, by key. */
export type EntryValues = Readonly<Record<string, unknown>>;
/** By stream and kind, as `pin conversation:<id>`. */
export type EntriesByPlace = Readonly<Record<string, EntryValues>>;

/** What the streams of each space hold besides messages: see `entryKinds`. */
export type EntriesSlice = { entries: Readonly<Record<SpaceId, EntriesByPlace>> };

export const initialEntries: EntriesSlice = { entries: {} };

export const placeOf = (kind: string, stream: Stream): string => `${kind} ${stream}`;

const nothing: EntryValues = {};

function putEntry(held: EntriesByPlace, { stream, kind, key, value }: StreamEntryView): EntriesByPlace {
  const place = placeOf(kind, stream);
  const values = held[place] ?? nothing;
  return { ...held, [place]: value === null ? without(values, [key]) : { ...values, [key]: value } };
}

export function putEntries(
  slice: EntriesSlice,
  spaceId: SpaceId,
  entries: readonly StreamEntryView[],
): EntriesSlice {
  const held = entries.reduce(putEntry, slice.entries[spaceId] ?? {});
  return { entries: { ...slice.entries, [spaceId]: held } };
}

/** The same from nothing. */
export const replaceEntries = (
  slice: EntriesSlice,
  spaceId: SpaceId,
  entries: readonly StreamEntryView[],
): EntriesSlice => putEntries({ entries: without(slice.entries, [spaceId]) }, spaceId, entries);

/** The entry that a waiting request is going to set; `undefined` for one that sets none. */
function pendingEntry(
  { conversationId, action, createdAt }: OutboxItem,
  me: UserId,
): StreamEntryView | undefined {
  if (action.kind !== 'request') return undefined;
  const { request } = action;
  switch (request.name) {
    case 'entry:set':
      return { stream: userStream(me), ...request.payload };
    case 'member:role': {
      const { userId: key, role } = request.payload;
      const value = role === 'member' ? null : role;
      return { stream: conversationStream(conversationId), kind: 'role', key, value };
    }
    case 'message:pin': {
      const { messageId, pinned } = request.payload;
      const value = pinned ? { pinnedBy: me, pinnedAt: createdAt } : null;
      return { stream: conversationStream(conversationId), kind: 'pin', key: messageId, value };
    }
    case 'schedule:set': {
      const { scheduleId: key, text, replyTo = null, sendAt } = request.payload;
      const value = { conversationId, text, replyTo, sendAt, failure: null };
      return { stream: userStream(me), kind: 'scheduled', key, value };
    }
    case 'schedule:cancel':
      return { stream: userStream(me), kind: 'scheduled', key: request.payload.scheduleId, value: null };
    case 'reminder:set': {
      const { messageId: key, remindAt } = request.payload;
      const value = remindAt === null ? null : { conversationId, remindAt, firedAt: null };
      return { stream: userStream(me), kind: 'reminder', key, value };
    }
    default:
      return undefined;
  }
}

const parsedValues = new WeakMap<object, unknown>();

/** The same as `parseEntry`, once for each value that is held: some lists are long and are looked at often. */
function parseOnce<K extends EntryKind>(kind: K, value: unknown): EntryValue<K> | undefined {
  if (typeof value !== 'object' || value === null) return parseEntry(kind, value);
  if (!parsedValues.has(value)) parsedValues.set(value, parseEntry(kind, value));
  // A value is held under one kind only.
  return parsedValues.get(value) as EntryValue<K> | undefined;
}

/** The entries of one kind in one stream as they will be once the outbox is empty. What has no sound value is left out. */
export function shownEntries<K extends EntryKind>(
  kind: K,
  stream: Stream,
  held: EntryValues | undefined,
  outbox: readonly OutboxItem[],
  me: UserId,
): ReadonlyMap<EntryKey<K>, EntryValue<K>> {
  const values = new Map(Object.entries(held ?? nothing));
  for (const item of outbox) {
    const pending = pendingEntry(item, me);
    if (pending?.stream !== stream || pending.kind !== kind) continue;
    if (pending.value === null) values.delete(pending.key);
    else values.set(pending.key, pending.value);
  }
  const shown = new Map<EntryKey<K>, EntryValue<K>>();
  for (const [key, value] of values) {
    const parsed = parseOnce(kind, value);
    const parsedKey = entryKinds[kind].key.safeParse(key);
    if (parsed !== undefined && parsedKey.success) shown.set(parsedKey.data as EntryKey<K>, parsed);
  }
  return shown;
}
