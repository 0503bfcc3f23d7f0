import type { ConversationId, UserId } from '../../shared/model/ids.ts';
import type { Announced } from '../../shared/model/notification.ts';
import type { ServiceToken } from '../../shared/model/running.ts';
import type { Parsed } from './Store.ts';

/** Who notifies from outside of the conversations: an admin, or a program with its token. */
export type Sender = { kind: 'user'; userId: UserId } | { kind: 'service'; token: ServiceToken };

/** Whom it is for: some people, all who are in a conversation, or everyone in the space. */
export type Recipients =
  | { kind: 'people'; userIds: readonly UserId[] }
  | { kind: 'conversation'; conversationId: ConversationId }
  | { kind: 'everyone' };

/** What is said, with the sender's own `id` of it, by which a repeat is known. */
export type Notifying = Announced & { id?: string | undefined };

/** What people are told of from outside of the conversations. */
export interface NotifyingStore {
  /**
   * Tells people something, all of them or none; how many. A repeat by the same sender tells nobody again and gives the
   * first result. Refuses with `not_found` who is not there or was shut out, and a conversation that the sender may not
   * know of: for a token, one that is hidden from who made it.
   */
  notify(sender: Sender, recipients: Recipients, said: Notifying): Promise<number>;
  /** The same to everyone, by an admin in the window. */
  announce(actorId: UserId, request: Parsed<'space:announce'>): Promise<number>;
  readNotifications(actorId: UserId, request: Parsed<'notification:read'>): Promise<void>;
}
