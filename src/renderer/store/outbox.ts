import type { OutboxItem } from '../../shared/ipc/views.ts';
import type { ClientId, ConversationId, SpaceId } from '../../shared/model/ids.ts';

/** What waits to be acknowledged in each space, in the order in which it was done. */
export type OutboxSlice = { outbox: Readonly<Record<SpaceId, readonly OutboxItem[]>> };

export const initialOutbox: OutboxSlice = { outbox: {} };

export function changeOutbox(
  slice: OutboxSlice,
  spaceId: SpaceId,
  items: readonly OutboxItem[],
  removedIds: readonly ClientId[],
): OutboxSlice {
  const held = slice.outbox[spaceId] ?? [];
  const changed = new Map(items.map((item) => [item.clientId, item]));
  const gone = new Set(removedIds);
  const kept = held
    .filter((item) => !gone.has(item.clientId))
    .map((item) => changed.get(item.clientId) ?? item);
  const known = new Set(held.map((item) => item.clientId));
  const added = items.filter((item) => !known.has(item.clientId) && !gone.has(item.clientId));
  return { outbox: { ...slice.outbox, [spaceId]: [...kept, ...added] } };
}

export function replaceInOutbox(
  slice: OutboxSlice,
  spaceId: SpaceId,
  from: ConversationId,
  to: ConversationId,
): OutboxSlice {
  const items = (slice.outbox[spaceId] ?? []).map((item) =>
    item.conversationId === from ? { ...item, conversationId: to } : item,
  );
  return { outbox: { ...slice.outbox, [spaceId]: items } };
}
