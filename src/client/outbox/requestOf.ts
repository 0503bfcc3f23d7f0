import type { ConversationKind } from '../../shared/model/conversation.ts';
import type { ConversationId, Timestamp, UserId } from '../../shared/model/ids.ts';
import type { QueuedRequest } from '../../shared/protocol/passedOn.ts';
import type { Payload, RequestName } from '../../shared/protocol/requests.ts';
import type { OutboxAction, OutboxRow } from './OutboxStore.ts';

/** A request of the wire together with its payload. */
export type OutboxRequest = { [N in RequestName]: { name: N; payload: Payload<N> } }[RequestName];

/**
 * The request that a row stands for; `undefined` while the message it changes is not known yet, which
 * the order within its lane rules out unless that message was given up.
 */
export function requestOf(row: OutboxRow): OutboxRequest | undefined {
  const { clientId, conversationId, action } = row;
  switch (action.kind) {
    case 'send': {
      const { text, replyTo, forwardOf } = action;
      const payload = {
        ...{ conversationId, clientId, text },
        ...(replyTo === null ? {} : { replyTo }),
        ...(forwardOf === undefined ? {} : { forwardOf }),
      };
      return { name: 'message:send', payload };
    }
    case 'edit':
      if (action.messageId === null) return undefined;
      return { name: 'message:edit', payload: { messageId: action.messageId, text: action.text, clientId } };
    case 'delete':
      if (action.messageId === null) return undefined;
      return { name: 'message:delete', payload: { messageId: action.messageId, clientId } };
    case 'createChannel':
      return {
        name: 'conversation:create',
        payload: { kind: 'channel', name: action.name, private: action.private, clientId },
      };
    case 'createDirect':
      return {
        name: 'conversation:create',
        payload: { kind: 'direct', memberIds: [action.userId], clientId },
      };
    case 'createGroup':
      return {
        name: 'conversation:create',
        payload: { kind: 'group', memberIds: action.userIds, clientId },
      };
    case 'join':
      return { name: 'conversation:join', payload: { conversationId, clientId } };
    case 'leave':
      return { name: 'conversation:leave', payload: { conversationId, clientId } };
    case 'advanceRead':
      return { name: 'read:advance', payload: { conversationId, seq: action.seq, clientId } };
    case 'resetRead':
      return { name: 'read:reset', payload: { conversationId, seq: action.seq, clientId } };
    case 'request':
      return requestAsMade(row);
  }
}

/** With the id that its conversation has by now, where it names one. */
function requestAsMade({ clientId, conversationId, action }: OutboxRow): OutboxRequest | undefined {
  if (action.kind !== 'request') return undefined;
  const { name, payload } = action.request;
  const named = 'conversationId' in payload ? { conversationId } : {};
  // Parsed with its name's schema when it was made; what is put in keeps its shape.
  return { name, payload: { ...payload, ...named, clientId } } as OutboxRequest;
}

/**
 * The lane a row leaves by: one for each conversation, so that nothing overtakes there (S18), and another
 * for how far it was read, which need not wait for what is written.
 */
export const laneOf = (row: Pick<OutboxRow, 'action' | 'conversationId'>): string =>
  isReading(row) ? `read:${row.conversationId}` : row.conversationId;

/** Whether a row moves the read position, which nobody sees on its way. */
export const isReading = ({ action }: Pick<OutboxRow, 'action'>): boolean =>
  action.kind === 'advanceRead' || action.kind === 'resetRead';

/** Whether a row creates the conversation that it is in, whose id is then the row's client id (S6). */
export const creates = ({ action }: OutboxRow): boolean => shapeMadeBy(action) !== undefined;

/** What an action makes of a conversation; `undefined` for one that makes none. */
export function shapeMadeBy(
  action: OutboxAction,
): { kind: ConversationKind; name: string | null; private: boolean; others: UserId[] } | undefined {
  switch (action.kind) {
    case 'createChannel':
      return { kind: 'channel', name: action.name, private: action.private, others: [] };
    case 'createDirect':
      return { kind: 'direct', name: null, private: true, others: [action.userId] };
    case 'createGroup':
      return { kind: 'group', name: null, private: true, others: action.userIds };
    default:
      return undefined;
  }
}

/** The id that a conversation has until the server has made it. */
export const provisionalId = (row: Pick<OutboxRow, 'clientId'>): ConversationId =>
  row.clientId as string as ConversationId;

/** Where what concerns no conversation but one's own stream waits its turn. */
export const ownLane = (me: UserId): ConversationId => me as string as ConversationId;

/** Whether `later` makes what `earlier` asks for pointless, so that it need not be asked for. */
export const supersedes = (later: QueuedRequest, earlier: QueuedRequest): boolean =>
  (entrySetBy(later) !== undefined && entrySetBy(later) === entrySetBy(earlier)) ||
  (readThrough(later) ?? -1) >= (readThrough(earlier) ?? Number.POSITIVE_INFINITY);

/** Up to when a request marks all notifications as read; `undefined` for any other. */
const readThrough = ({ name, payload }: QueuedRequest): Timestamp | undefined =>
  name === 'notification:read' && payload.keys === undefined ? payload.throughAt : undefined;

/** The entry of one's own that a request sets or removes, by kind and key. */
function entrySetBy({ name, payload }: QueuedRequest): string | undefined {
  switch (name) {
    case 'entry:set':
      return `${payload.kind} ${payload.key}`;
    case 'schedule:set':
    case 'schedule:cancel':
      return `scheduled ${payload.scheduleId}`;
    case 'reminder:set':
      return `reminder ${payload.messageId}`;
    default:
      return undefined;
  }
}
