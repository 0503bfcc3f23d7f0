import type { ClientId, ConversationId, Epoch, SpaceId, UserId } from '../../../../src/shared/model/ids.ts';
import type { Message } from '../../../../src/shared/model/message.ts';
import type { Pin } from '../../../../src/shared/model/trust.ts';
import type { User } from '../../../../src/shared/model/user.ts';
import type { RequestName } from '../../../../src/shared/protocol/requests.ts';

/** What a client's process is started with. */
export type ActorSetup = {
  /** Where its cache, its outbox and its session are. */
  folder: string;
  address: string;
  /** The key that the server there has to have; `null` where it is reached over plain HTTP. */
  pin: Pin | null;
  spaceId: SpaceId;
  userId: UserId;
  username: string;
  /** Which of the person's devices this is; no other is called so. */
  device: string;
  password: string;
  /** Everyone's, for those who are added to conversations; the first owns the space. */
  people: UserId[];
  seed: number;
};

/** What a person does; a number chooses among what there is at that moment. */
export type Act =
  | 'send'
  | 'reply'
  | 'edit'
  | 'delete'
  | 'editPending'
  | 'deletePending'
  | 'react'
  | 'read'
  | 'markUnread'
  | 'history'
  | 'createChannel'
  | 'createGroup'
  | 'createDirect'
  | 'join'
  | 'leave'
  | 'add'
  | 'remove'
  | 'pin'
  | 'mute'
  | 'draft'
  | 'rename'
  | 'schedule'
  | 'unschedule'
  | 'giveRole'
  | 'shutOut';

/** What is asked of a client's process. */
export type Order =
  | { kind: 'act'; act: Act; what: number }
  /** Puts right what a person would. */
  | { kind: 'mend' }
  /** Lets everybody in again who was shut out; for who owns the space. */
  | { kind: 'letIn' }
  | { kind: 'stand' }
  | { kind: 'state' }
  | { kind: 'reconnect' }
  | { kind: 'close' };

/** Something that a server has, as far as a client was told: by an acknowledgement, or by an event of its own. */
export type Acknowledged = {
  /** Of the server's past in which that was said. */
  epoch: Epoch;
  name: RequestName;
  message?: Message;
  conversationId?: ConversationId;
  /** The client id of a message that waits there to be sent later. */
  scheduled?: ClientId;
};

/** The server's past in which something came from it, as far as that is known. */
export type Past = { epoch: Epoch | undefined };

/** Why something was refused: a code of the wire's, or what kind of answer that was none it had. */
export type Refusal = { code: string; message: string };

/** How a client stands at a moment. */
export type Standing = {
  connection: string;
  /** What waits to be sent, in words. */
  waiting: string[];
  /** Whether its files have been looked through since it was started, and found sound. */
  isSound: boolean;
};

/** A conversation as a client knows it, its whole history fetched. */
export type ActorConversation = {
  id: ConversationId;
  kind: string;
  name: string | null;
  joined: boolean;
  readSeq: number;
  unread: number;
  unreadMentions: number;
  headSeq: number;
  members: UserId[];
  messages: Message[];
};
export type ActorState = {
  users: Pick<User, 'id' | 'username' | 'displayName' | 'role' | 'state'>[];
  conversations: ActorConversation[];
  /** By stream, kind and key: pins, drafts, notifications and whatever else there is. */
  entries: Record<string, unknown>;
  /** What is half written, by conversation, of those one is in. */
  drafts: Record<ConversationId, unknown>;
  presence: Record<UserId, string>;
};

/** What a client's process says. */
export type FromActor =
  | { type: 'started' }
  | { type: 'answered'; id: number; value: unknown }
  | { type: 'failed'; id: number; name: string; message: string; code: string | null }
  /** It is in the outbox: from now on it must not be lost. */
  | { type: 'accepted'; clientId: ClientId; conversationId: ConversationId; text: string }
  /** Likewise a message that is to be sent later: it has a row of its own in the outbox until the server has it. */
  | { type: 'scheduled'; clientId: ClientId; conversationId: ConversationId; row: ClientId; text: string }
  /** Likewise a request that is no message. */
  | { type: 'queued'; clientId: ClientId; conversationId: ConversationId | null; what: string }
  /** The server did it, or said that it never will. */
  | { type: 'settled'; clientId: ClientId }
  | ({ type: 'acknowledged' } & Acknowledged)
  /** What a person was told: it was refused, and given up; or they took it back before it had left: `refusal` is `null` then. */
  | { type: 'givenUp'; clientId: ClientId; refusal: Refusal | null }
  /** A server refused to do something, for good or for now, or did not answer as Parley does. */
  | ({ type: 'turnedDown'; name: RequestName; clientId: ClientId | undefined; refusal: Refusal } & Past)
  /** The same of a conversation that could not be made, by its provisional id, with all that was written in it. */
  | { type: 'abandoned'; conversationId: string }
  /** Somebody is being shut out from here until `over`, which ends their sessions. */
  | { type: 'shuttingOut'; userId: UserId; over: boolean }
  /** The server does not take the session any more; `had` where there was one. */
  | { type: 'signedOut'; had: boolean }
  /** Somebody begins to sign in, and has. */
  | { type: 'signingIn' }
  | { type: 'signedIn' }
  /** The server's data was put back to what it was. */
  | { type: 'restored' }
  | { type: 'rebuilt' }
  /** The outbox was damaged, and what could be read of it was taken into a new one. */
  | { type: 'mended' }
  /** The files could not be opened; `code` is a database's. */
  | { type: 'refused'; message: string; code: string | null }
  /** An event came down that this build does not understand. */
  | ({ type: 'strange'; event: string } & Past)
  | { type: 'reported'; what: string; detail: string };
