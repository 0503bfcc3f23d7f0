import type { ConversationView, OutboxItem } from '../../shared/ipc/views.ts';
import type { ConversationId, UserId } from '../../shared/model/ids.ts';
import type { QueuedRequest } from '../../shared/protocol/passedOn.ts';
import type { ConversationsById } from './conversations.ts';

/** What changes a conversation as a whole, or who is in it. */
type Change = Extract<QueuedRequest, { name: 'conversation:change' | 'member:add' | 'member:remove' }>;
/** A change that waits in the outbox, and when it was asked for. */
type WaitingChange = { request: Change; item: OutboxItem };

const none: readonly WaitingChange[] = [];

function changeOf(item: OutboxItem): Change | undefined {
  if (item.action.kind !== 'request') return undefined;
  const { request } = item.action;
  switch (request.name) {
    case 'conversation:change':
    case 'member:add':
    case 'member:remove':
      return request;
    default:
      return undefined;
  }
}

const ofOutboxes = new WeakMap<
  readonly OutboxItem[],
  ReadonlyMap<ConversationId, readonly WaitingChange[]>
>();

/** The changes that an outbox holds, by conversation, in the order in which they were asked for. */
function changesIn(outbox: readonly OutboxItem[]): ReadonlyMap<ConversationId, readonly WaitingChange[]> {
  const known = ofOutboxes.get(outbox);
  if (known !== undefined) return known;
  const changes = new Map<ConversationId, WaitingChange[]>();
  for (const item of outbox) {
    const request = changeOf(item);
    if (request === undefined) continue;
    changes.set(item.conversationId, [...(changes.get(item.conversationId) ?? []), { request, item }]);
  }
  ofOutboxes.set(outbox, changes);
  return changes;
}

/** What waits to be changed about one conversation. */
export const changesOf = (outbox: readonly OutboxItem[], id: ConversationId): readonly WaitingChange[] =>
  changesIn(outbox).get(id) ?? none;

/** Who will be in a conversation once what waits is done. */
export function shownMembers(
  memberIds: readonly UserId[],
  changes: readonly WaitingChange[],
): readonly UserId[] {
  if (changes.length === 0) return memberIds;
  const members = new Set(memberIds);
  for (const { request } of changes) {
    // Parsed when it was made: what is in it are ids.
    if (request.name === 'member:add') for (const id of request.payload.userIds) members.add(id as UserId);
    if (request.name === 'member:remove') members.delete(request.payload.userId as UserId);
  }
  return [...members];
}

/** Those of the people of a conversation whose adding waits. */
export function membersBeingAdded(changes: readonly WaitingChange[]): ReadonlySet<UserId> {
  const adding = new Set<UserId>();
  for (const { request } of changes) {
    if (request.name === 'member:add') for (const id of request.payload.userIds) adding.add(id as UserId);
    if (request.name === 'member:remove') adding.delete(request.payload.userId as UserId);
  }
  return adding;
}

function layOver(view: ConversationView, { request, item }: WaitingChange): ConversationView {
  if (request.name !== 'conversation:change') return view;
  const { name, topic, description, archived, retentionDays } = request.payload;
  const shown = { ...view, name: name ?? view.name };
  if (topic === null) delete shown.topic;
  else if (topic !== undefined) shown.topic = topic;
  if (description === null) delete shown.description;
  else if (description !== undefined) shown.description = description;
  if (retentionDays === null) delete shown.retentionDays;
  else if (retentionDays !== undefined) shown.retentionDays = retentionDays;
  if (archived === false) delete shown.archivedAt;
  else if (archived === true) shown.archivedAt ??= item.createdAt;
  return shown;
}

/** One conversation under the same changes is one and the same object, so that what shows it is not drawn anew. */
const laidOver = new WeakMap<
  ConversationView,
  { changes: readonly WaitingChange[]; shown: ConversationView }
>();

const isSame = (a: readonly WaitingChange[], b: readonly WaitingChange[]): boolean =>
  a.length === b.length && a.every(({ request }, at) => request === b[at]?.request);

function layAllOver(view: ConversationView, changes: readonly WaitingChange[]): ConversationView {
  const known = laidOver.get(view);
  if (known !== undefined && isSame(known.changes, changes)) return known.shown;
  // Who is in a channel is kept apart from it; a group or direct message is named by its people.
  const memberIds = view.kind === 'channel' ? view.memberIds : [...shownMembers(view.memberIds, changes)];
  const shown = changes.reduce(layOver, { ...view, memberIds });
  laidOver.set(view, { changes, shown });
  return shown;
}

const ofHeld = new WeakMap<ConversationsById, { outbox: readonly OutboxItem[]; shown: ConversationsById }>();

/**
 * Conversations as they will be once the outbox is empty: with the names, topics and people that wait there. A request
 * that is refused leaves the outbox, and with it what it did here. The same object as long as neither changes.
 */
export function overlayConversations(
  held: ConversationsById,
  outbox: readonly OutboxItem[],
): ConversationsById {
  const known = ofHeld.get(held);
  if (known?.outbox === outbox) return known.shown;
  const entries = [...changesIn(outbox)].flatMap(([id, changes]) => {
    const view: ConversationView | undefined = held[id];
    return view === undefined ? [] : [[id, layAllOver(view, changes)] as const];
  });
  const shown = entries.length === 0 ? held : { ...held, ...Object.fromEntries(entries) };
  ofHeld.set(held, { outbox, shown });
  return shown;
}
