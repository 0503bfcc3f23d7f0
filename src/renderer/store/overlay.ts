import type { OutboxItem } from '../../shared/ipc/views.ts';
import type { ClientId, MessageId, Seq, Timestamp, UserId } from '../../shared/model/ids.ts';
import {
  type ForwardedFrom,
  type Message,
  type Notice,
  type Reaction,
  reactionsWith,
} from '../../shared/model/message.ts';

/** What was done to a message here and is not acknowledged yet. */
export type Delivery = {
  clientId: ClientId;
  kind: 'send' | 'edit' | 'delete';
  state: OutboxItem['state'];
  error: OutboxItem['error'];
  /** By this computer's clock. */
  since: Timestamp;
};

/** A message as the timeline shows it: the stored one with what waits in the outbox laid over it. */
export type ShownMessage = {
  /** The same before and after the server has acknowledged it. */
  key: string;
  /** `null` until the server has acknowledged it. */
  id: MessageId | null;
  clientId: ClientId;
  seq: Seq | null;
  authorId: UserId;
  text: string;
  mentions: readonly UserId[];
  replyTo: MessageId | null;
  createdAt: Timestamp;
  edited: boolean;
  deleted: boolean;
  reactions: readonly Reaction[];
  forwardedFrom: ForwardedFrom | null;
  audience: Message['audience'] | null;
  /** Who deleted it, where that was not its author. */
  deletedBy: UserId | null;
  notice: Notice | null;
  delivery: Delivery | null;
};

const noReactions: readonly Reaction[] = [];

const keyOf = (authorId: UserId, clientId: ClientId): string => `${authorId}:${clientId}`;

/** One record of a message is always shown as one and the same object, so that unchanged rows stay as they are. */
const shownOf = new WeakMap<Message, ShownMessage>();

function showMessage(message: Message): ShownMessage {
  const known = shownOf.get(message);
  if (known !== undefined) return known;
  const { id, clientId, seq, authorId, text, mentions, replyTo, createdAt } = message;
  const shown: ShownMessage = {
    key: keyOf(authorId, clientId),
    ...{ id, clientId, seq, authorId, text, mentions, replyTo, createdAt },
    edited: message.editedAt !== null,
    deleted: message.deletedAt !== null,
    reactions: message.reactions ?? noReactions,
    forwardedFrom: message.forwardedFrom ?? null,
    audience: message.audience ?? null,
    deletedBy: message.deletedBy ?? null,
    notice: message.notice ?? null,
    delivery: null,
  };
  shownOf.set(message, shown);
  return shown;
}

function deliveryOf(item: OutboxItem, kind: Delivery['kind']): Delivery {
  return { clientId: item.clientId, kind, state: item.state, error: item.error, since: item.createdAt };
}

function showPending(item: OutboxItem, me: UserId): ShownMessage | null {
  if (item.action.kind !== 'send') return null;
  return {
    key: keyOf(me, item.clientId),
    id: null,
    clientId: item.clientId,
    seq: null,
    authorId: me,
    text: item.action.text,
    mentions: [],
    replyTo: item.action.replyTo,
    createdAt: item.createdAt,
    edited: false,
    deleted: false,
    reactions: noReactions,
    forwardedFrom: null,
    audience: null,
    deletedBy: null,
    notice: null,
    delivery: deliveryOf(item, 'send'),
  };
}

/** The message that a waiting request changes; `undefined` for one that changes none. */
function changedBy({ action }: OutboxItem): MessageId | undefined {
  if (action.kind === 'edit' || action.kind === 'delete') return action.messageId;
  return action.kind === 'request' && action.request.name === 'message:react'
    ? (action.request.payload.messageId as MessageId)
    : undefined;
}

/** What a waiting or refused change does to the message it is about. */
function layOver(shown: ShownMessage, item: OutboxItem, me: UserId): ShownMessage {
  const refused = item.state === 'refused';
  if (item.action.kind === 'request') {
    if (item.action.request.name !== 'message:react') return shown;
    const { emoji, on } = item.action.request.payload;
    return { ...shown, reactions: reactionsWith(shown.reactions, me, emoji, on) };
  }
  if (item.action.kind === 'edit') {
    const { text } = item.action;
    return { ...shown, text: refused ? shown.text : text, edited: true, delivery: deliveryOf(item, 'edit') };
  }
  return { ...shown, deleted: !refused || shown.deleted, delivery: deliveryOf(item, 'delete') };
}

/**
 * Lays what waits in the outbox over the stored messages: edits and deletions over theirs, pending sends
 * behind the newest in their order. A send whose message is already here is not shown twice.
 */
export function overlayOutbox(
  messages: readonly Message[],
  items: readonly OutboxItem[],
  me: UserId,
  atNewest: boolean,
): ShownMessage[] {
  const changes = new Map<MessageId, OutboxItem[]>();
  for (const item of items) {
    const id = changedBy(item);
    if (id !== undefined) changes.set(id, [...(changes.get(id) ?? []), item]);
  }
  const shown = messages.map((message) =>
    (changes.get(message.id) ?? []).reduce((under, item) => layOver(under, item, me), showMessage(message)),
  );
  if (!atNewest) return shown;
  const here = new Set(messages.filter(({ authorId }) => authorId === me).map(({ clientId }) => clientId));
  const pending = items.filter(({ clientId }) => !here.has(clientId)).map((item) => showPending(item, me));
  return [...shown, ...pending.filter((one) => one !== null)];
}
