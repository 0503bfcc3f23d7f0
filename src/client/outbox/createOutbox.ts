import type { Conversation } from '../../shared/model/conversation.ts';
import {
  type ClientId,
  type ConversationId,
  type MessageId,
  messageIdSchema,
  type Seq,
} from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import type { WireError } from '../../shared/protocol/errors.ts';
import type { QueuedRequest } from '../../shared/protocol/passedOn.ts';
import type { Reply, RequestName } from '../../shared/protocol/requests.ts';
import type { Clock } from '../clock.ts';
import type { Link } from '../connection/Transport.ts';
import { createLanes, type Delivery } from './lanes.ts';
import type { OutboxAction, OutboxRow, OutboxStore } from './OutboxStore.ts';
import { createOutboxRows } from './outboxRows.ts';
import {
  creates,
  isReading,
  laneOf,
  type OutboxRequest,
  provisionalId,
  requestOf,
  supersedes,
} from './requestOf.ts';

export type OutboxOptions = {
  store: OutboxStore;
  clock: Clock;
  random(): number;
  makeId(): ClientId;
  /** Resolves when the cache holds everything received so far: an acknowledgement then finds its event applied. */
  cacheSettled(): Promise<void>;
  onChange(changed: OutboxRow[], removed: OutboxRow[]): void;
  /** A message of one's own was acknowledged. */
  onSent(message: Message): void;
  /** A conversation created here has got its real id. Told before rows move there. */
  onCreated(from: ConversationId, conversation: Conversation): void;
  /** How far was read in a conversation has reached the server, or was given up: nothing of it waits any more. */
  onReadingEnded(): Promise<void>;
  /** A request that leaves nothing to try again was refused. */
  onRefused(error: WireError): void;
  onReport(what: string, detail: string): void;
};

/** A message of one's own: by its id, or while it is in the outbox by its client id. */
export type MessageTarget = { messageId: MessageId } | { clientId: ClientId };

export type Outbox = ReturnType<typeof createOutbox>;

/**
 * Delivers what was written here: durable before it is sent, in order within a conversation, once (S17,
 * S18). What becomes of a row is told by its acknowledgement or its own event, whichever comes first.
 */
export function createOutbox(options: OutboxOptions) {
  const { store, clock } = options;
  const rows = createOutboxRows(store, options.onChange);
  /** Messages of one's own that were delivered in this run, for what is said of them by their client id (S18). */
  const sentIds = new Map<ClientId, MessageId>();
  /** Follow-ups that are being written, by the message they follow. */
  const following = new Map<ClientId, Set<Promise<unknown>>>();
  const { pump, isFree, linkUp, linkDown } = createLanes({ ...options, rows, deliver });

  async function deliver(waiting: OutboxRow, over: Link): Promise<Delivery> {
    const row = await aimed(waiting);
    const request = requestOf(row);
    if (request === undefined) {
      await unaimed(row);
      return 'done';
    }
    if (!row.attempted) await rows.update(row.clientId, { attempted: true });
    const answer = await ask(over, request);
    if (answer.ok) {
      await options.cacheSettled();
      await acknowledged(row.clientId, answer.data);
      return 'done';
    }
    const { failure } = answer;
    if (failure.kind === 'unreachable') return 'lost';
    const error = failure.kind === 'refused' ? failure.error : senseless(failure.message);
    if (error.retryable) return { againAfterMs: error.retryAfterMs };
    await refused(row.clientId, error);
    return 'done';
  }

  /** An edit or deletion of a message that was delivered meanwhile, with that message's id. */
  async function aimed(row: OutboxRow): Promise<OutboxRow> {
    const { action } = row;
    if (action.kind !== 'edit' && action.kind !== 'delete') return row;
    const messageId = action.target === null ? undefined : sentIds.get(action.target);
    if (messageId === undefined) return row;
    const patch = { action: { ...action, messageId, target: null } };
    await rows.update(row.clientId, patch);
    return { ...row, ...patch };
  }

  /** An edit or deletion whose message was refused: what was to be changed there is changed here. */
  async function unaimed({ clientId, action }: OutboxRow): Promise<void> {
    if (action.kind !== 'edit' && action.kind !== 'delete') return;
    const send = action.target === null ? undefined : rows.find(action.target);
    if (send?.action.kind !== 'send') {
      // Nobody can see it or do anything about it where it stands.
      options.onRefused(senseless('The message it changes is not known.'));
      return rows.remove(clientId);
    }
    if (action.kind === 'edit')
      await rows.update(send.clientId, { action: { ...send.action, text: action.text } });
    else await rows.remove(send.clientId);
    await rows.remove(clientId);
  }

  const ask = (over: Link, request: OutboxRequest) =>
    // Each pair of name and payload belongs together; the compiler cannot carry that through the union.
    over.request(request.name, request.payload as never);

  async function refused(clientId: ClientId, error: WireError): Promise<void> {
    const row = rows.find(clientId);
    if (row === undefined) return;
    if (isReading(row)) {
      options.onReport('a read position was refused', error.code);
      return done(row);
    }
    const said = textOf(row.action);
    if (said !== undefined) {
      // It was to be sent later and will not be: it stands there like any message that was refused.
      const { code, message } = error;
      return rows.update(clientId, { action: said, attempted: false, refusal: { code, message } });
    }
    if (row.action.kind === 'request') {
      // What it did here is undone by its going; only the person can tell whether to do it again.
      options.onRefused(error);
      return rows.remove(clientId);
    }
    let { action } = row;
    let { discarded } = row;
    // What was to follow a message that will never be: its last text is kept, its deletion is done.
    for (const followUp of rows.followUps(clientId)) {
      if (followUp.action.kind === 'delete') discarded = true;
      if (followUp.action.kind === 'edit' && action.kind === 'send')
        action = { ...action, text: followUp.action.text };
      await rows.remove(followUp.clientId);
    }
    if (discarded) return rows.remove(clientId);
    const { code, message } = error;
    // After a fault of the server's nobody knows whether it was done: it still counts as sent.
    await rows.update(clientId, { action, attempted: code === 'internal', refusal: { code, message } });
  }

  async function acknowledged(clientId: ClientId, data: Reply<RequestName>): Promise<void> {
    const row = rows.find(clientId);
    if (row === undefined) return;
    if (row.action.kind === 'send' && 'message' in data) return sent(clientId, data.message);
    if (creates(row) && 'conversation' in data) return created(row, data.conversation);
    await done(row);
  }

  /** A row that nothing follows has done its work. */
  async function done(row: OutboxRow): Promise<void> {
    await rows.remove(row.clientId);
    if (isReading(row) && rows.inLane(laneOf(row)).length === 0) await options.onReadingEnded();
  }

  /** A message of one's own is on the server: what is to follow it can go there. */
  async function sent(clientId: ClientId, message: Message): Promise<void> {
    const row = rows.find(clientId);
    if (row === undefined) return;
    sentIds.set(clientId, message.id);
    // A crash must not leave one that names a message which nobody knows by its client id any more.
    await Promise.allSettled(following.get(clientId) ?? []);
    for (const followUp of rows.followUps(clientId)) await aimed(followUp);
    options.onSent(message);
    await rows.remove(clientId);
    // It was rewritten after it had been stored unknown to us: the repeat got the first text (S5).
    const { action, conversationId, discarded } = row;
    const isFirstText = message.editedAt === null && message.deletedAt === null;
    const isOwnText = action.kind === 'send' && action.forwardOf === undefined;
    if (isOwnText && !discarded && isFirstText && action.text !== message.text) {
      await add(conversationId, { kind: 'edit', messageId: message.id, target: null, text: action.text });
    }
    pump(laneOf(row));
  }

  async function created(row: OutboxRow, conversation: Conversation): Promise<void> {
    const from = provisionalId(row);
    options.onCreated(from, conversation);
    await rows.replaceConversation(from, conversation.id);
    await rows.remove(row.clientId);
  }

  /** The id of a message that has got one since it was named by its client id. */
  function settledTarget(target: MessageTarget): MessageTarget {
    const messageId = 'clientId' in target ? sentIds.get(target.clientId) : undefined;
    return messageId === undefined ? target : { messageId };
  }

  async function add(conversationId: ConversationId | null, action: OutboxAction): Promise<OutboxRow> {
    const clientId = options.makeId();
    const row = {
      clientId,
      conversationId: conversationId === null ? provisionalId({ clientId }) : rows.realId(conversationId),
      action,
      createdAt: clock.now(),
      refusal: null,
      discarded: false,
    };
    // What will leave at once is written down as such, which saves a second write before it does.
    const adding = rows.add({ ...row, attempted: isFree(laneOf(row)) });
    if ((action.kind === 'edit' || action.kind === 'delete') && action.target !== null)
      follow(action.target, adding);
    const added = await adding;
    pump(laneOf(added));
    return added;
  }

  function follow(target: ClientId, adding: Promise<unknown>): void {
    const underWay = following.get(target) ?? new Set();
    following.set(target, underWay.add(adding));
    const settled = () => {
      underWay.delete(adding);
      if (underWay.size === 0) following.delete(target);
    };
    adding.then(settled, settled);
  }

  return {
    async load(): Promise<void> {
      await rows.load();
    },

    rows: rows.all,
    find: rows.find,
    /** The id a conversation has now; another only for one that was made in this run (S6). */
    realId: rows.realId,
    add,

    linkUp,
    linkDown,

    /** Rewrites what has not left, follows up what may have (S18). */
    async edit(conversationId: ConversationId, named: MessageTarget, text: string): Promise<void> {
      const target = settledTarget(named);
      const own = 'clientId' in target ? rows.find(target.clientId) : undefined;
      if (own?.action.kind === 'send' && (!own.attempted || own.refusal !== null)) {
        await rows.update(own.clientId, { action: { ...own.action, text }, refusal: null });
        return pump(laneOf(own));
      }
      const unsent = rows.unsentEdit(target);
      if (unsent?.action.kind === 'edit') {
        await rows.update(unsent.clientId, { action: { ...unsent.action, text }, refusal: null });
        return pump(laneOf(unsent));
      }
      await add(conversationId, { kind: 'edit', ...byId(settledTarget(target)), text });
    },

    /** Drops what has not left, follows up what may have (S18). */
    async delete(conversationId: ConversationId, named: MessageTarget): Promise<void> {
      const target = settledTarget(named);
      const unsent = rows.unsentEdit(target);
      if (unsent !== undefined) await rows.remove(unsent.clientId);
      const own = 'clientId' in target ? rows.find(target.clientId) : undefined;
      if (own !== undefined && !own.attempted) return rows.remove(own.clientId);
      if (own !== undefined) await rows.update(own.clientId, { discarded: true, refusal: null });
      await add(conversationId, { kind: 'delete', ...byId(settledTarget(target)) });
    },

    /** Raises the read position; one that has not left yet is replaced. */
    async advanceRead(conversationId: ConversationId, seq: Seq): Promise<void> {
      const waiting = rows
        .all()
        .find(
          (row) =>
            row.action.kind === 'advanceRead' && row.conversationId === conversationId && !row.attempted,
        );
      if (waiting?.action.kind !== 'advanceRead')
        return void (await add(conversationId, { kind: 'advanceRead', seq }));
      if (waiting.action.seq < seq)
        await rows.update(waiting.clientId, { action: { kind: 'advanceRead', seq } });
    },

    /** Sets the read position, back as well; what of it has not left yet is pointless now. */
    async resetRead(conversationId: ConversationId, seq: Seq): Promise<void> {
      const pointless = rows
        .all()
        .filter((row) => isReading(row) && row.conversationId === conversationId && !row.attempted);
      for (const { clientId } of pointless) await rows.remove(clientId);
      await add(conversationId, { kind: 'resetRead', seq });
    },

    /** Conversations in which the server is still to be told how far was read. */
    reading: (): ConversationId[] => rows.all().flatMap((row) => (isReading(row) ? row.conversationId : [])),

    /** Adds any other request; one that has not left and that this makes pointless is replaced. */
    async request(conversationId: ConversationId, request: QueuedRequest): Promise<{ clientId: ClientId }> {
      const waiting = rows
        .all()
        .find(
          ({ action, attempted }) =>
            action.kind === 'request' && !attempted && supersedes(request, action.request),
        );
      if (waiting === undefined) return add(conversationId, { kind: 'request', request });
      await rows.update(waiting.clientId, { action: { kind: 'request', request }, refusal: null });
      pump(laneOf(waiting));
      return waiting;
    },

    async retry(clientId: ClientId): Promise<void> {
      const row = rows.find(clientId);
      if (row === undefined) return;
      await rows.update(clientId, { refusal: null });
      pump(laneOf(row));
    },

    /** Gives a row up; one that may have reached the server is deleted there once that is known (S18). */
    async discard(clientId: ClientId): Promise<void> {
      const row = rows.find(clientId);
      if (row === undefined) return;
      if (row.attempted && row.action.kind === 'send') {
        await rows.update(clientId, { discarded: true, refusal: null });
        await add(row.conversationId, { kind: 'delete', ...byId(settledTarget({ clientId })) });
        return;
      }
      const dependent = creates(row)
        ? rows.all().filter((one) => one.conversationId === row.conversationId)
        : [row];
      for (const one of dependent) await rows.remove(one.clientId);
    },

    /** One's own message came down with its client id: the row has done its work, whatever becomes of its acknowledgement. */
    confirmed: (message: Message): Promise<void> => sent(message.clientId, message),
  };
}

/** What a person wrote in a request that is passed on as it is, as a message that could still be sent. */
function textOf(action: OutboxAction): OutboxAction | undefined {
  if (action.kind !== 'request' || action.request.name !== 'schedule:set') return undefined;
  const { text, replyTo = null } = action.request.payload;
  return { kind: 'send', text, replyTo: replyTo === null ? null : messageIdSchema.parse(replyTo) };
}

/** What cannot be understood, or not be done, and is not worth trying again by itself. */
const senseless = (message: string): WireError => ({ code: 'internal', message, retryable: false });

const byId = (target: MessageTarget): { messageId: MessageId | null; target: ClientId | null } =>
  'messageId' in target
    ? { messageId: target.messageId, target: null }
    : { messageId: null, target: target.clientId };
