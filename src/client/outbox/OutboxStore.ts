import type { DraftBase, DraftContent } from '../../shared/model/draft.ts';
import type { ClientId, ConversationId, MessageId, Seq, Timestamp, UserId } from '../../shared/model/ids.ts';
import type { QueuedRequest } from '../../shared/protocol/passedOn.ts';

/**
 * A durable request written here and not yet acknowledged. `conversationId` is the real one or, while
 * its creation is itself in the outbox, the client id of that request (S6). What concerns no conversation
 * but one's own stream has one's own id there, as a lane of its own.
 */
export type OutboxAction =
  /** `forwardOf` is a message whose text the server takes, as it stands there; `text` is what was known of it here. */
  | { kind: 'send'; text: string; replyTo: MessageId | null; forwardOf?: MessageId | undefined }
  /** `messageId` is null while the message it changes is on its way: `target` is then its client id (S18). */
  | { kind: 'edit'; messageId: MessageId | null; target: ClientId | null; text: string }
  | { kind: 'delete'; messageId: MessageId | null; target: ClientId | null }
  | { kind: 'createChannel'; name: string; private: boolean }
  | { kind: 'createDirect'; userId: UserId }
  /** With these people, besides oneself. */
  | { kind: 'createGroup'; userIds: UserId[] }
  | { kind: 'join' }
  | { kind: 'leave' }
  | { kind: 'advanceRead'; seq: Seq }
  | { kind: 'resetRead'; seq: Seq }
  /** Any other request, as the window made it: nothing has to be known of it here. */
  | { kind: 'request'; request: QueuedRequest };

export type OutboxRow = {
  /** The request's client id. */
  clientId: ClientId;
  /** Rows leave in this order within their lane; given by the store, rising. */
  position: number;
  conversationId: ConversationId;
  action: OutboxAction;
  createdAt: Timestamp;
  /** Whether it may have reached the server: it was sent and not answered (S18). */
  attempted: boolean;
  /** The refusal that holds it until a person retries or discards it. */
  refusal: { code: string; message: string } | null;
  /** Discarded while its fate was unknown: it is still sent, and what it made is deleted then (S18). */
  discarded: boolean;
};

/** A row as it is written: the store gives its position. */
export type NewOutboxRow = Omit<OutboxRow, 'position'>;
/** What may change about a row after it was written. */
export type OutboxPatch = Partial<
  Pick<OutboxRow, 'conversationId' | 'action' | 'attempted' | 'refusal' | 'discarded'>
>;

/**
 * What is half written here. `base` is the server's draft that it was made from, `sent` what was sent to the server of
 * it and has not come back in one's own stream yet.
 */
export type DraftRow = DraftContent & {
  conversationId: ConversationId;
  base: DraftBase;
  sent: SentDraft | null;
};

/** A draft as it was sent, by the client id that the server's draft remembers it by. */
export type SentDraft = DraftContent & { clientId: ClientId };

/**
 * What a person wrote here and would miss: unsent requests, drafts, and which messages they were told of.
 * Durable when a promise resolves (S17): on the desktop a database of its own with `synchronous=FULL`.
 */
export interface OutboxStore {
  /** All rows in order of position. */
  rows(): Promise<OutboxRow[]>;
  add(row: NewOutboxRow): Promise<OutboxRow>;
  /** Changes one row; does nothing when it is gone. */
  update(clientId: ClientId, patch: OutboxPatch): Promise<void>;
  remove(clientId: ClientId): Promise<void>;
  /** Moves the rows of one conversation to another, when a created one has got its real id (S6). */
  replaceConversation(from: ConversationId, to: ConversationId): Promise<void>;

  drafts(): Promise<DraftRow[]>;
  /** Puts a draft in place of the conversation's former one. */
  saveDraft(draft: DraftRow): Promise<void>;
  removeDraft(conversationId: ConversationId): Promise<void>;

  /** Marks what the person was told of, such as messages by their ids; answers with what was not marked before. */
  markNotified<T extends string>(marks: T[]): Promise<T[]>;

  close(): Promise<void>;
}
