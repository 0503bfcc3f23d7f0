import type { ConversationId, Timestamp, UserId } from '../../shared/model/ids.ts';
import type { Invite, InviteId, Report, ServiceToken, SessionInfo } from '../../shared/model/running.ts';
import type { Space } from '../../shared/model/space.ts';
import type { User } from '../../shared/model/user.ts';
import type { Reply } from '../../shared/protocol/requests.ts';
import type { Actor, Parsed, SessionId } from './Store.ts';

/** An invite to be made. `codeHash` is that of `auth/secrets.ts`; who makes it governs the conversations. */
export type NewInvite = {
  codeHash: string;
  role: Invite['role'];
  expiresAt: Timestamp;
  uses: number;
  conversationIds?: readonly ConversationId[];
};
/** `checkedHash` is what the current password was checked against. */
export type PasswordChange = { checkedHash: string; passwordHash: string; sessionId: SessionId };
export type NewServiceToken = { name: string; tokenHash: string };

/**
 * Running a space: who is what in it, who is let in, what is judged, and what is noted of all that. Who may is asked with
 * what is committed, by `governing` and `permissionsIn`; whoever runs the server may (`null`). Each act is written into
 * the audit log with its own commit.
 */
export interface RunningStore {
  /** Everyone, in the order in which they came. */
  people(actorId: Actor): Promise<User[]>;
  /** The public channel of a name, whatever its case. */
  publicChannel(name: string): Promise<ConversationId | undefined>;
  setUserRole(actorId: Actor, request: Parsed<'user:role'>): Promise<User>;
  /** Shutting out ends all sessions with the same commit, and nothing of that person's is written from then on. */
  setUserState(actorId: Actor, request: Parsed<'user:state'>): Promise<User>;
  transferSpace(actorId: UserId, request: Parsed<'space:transfer'>): Promise<User>;
  /** One that has this name already is told to nobody again. */
  renameSpace(actorId: UserId, request: Parsed<'space:rename'>): Promise<Space>;
  /** What is stored of a person's password. */
  passwordHash(userId: UserId): Promise<string | undefined>;
  /**
   * Changes one's own password, and ends all of one's sessions but the one it is changed in. Refuses with `unauthorized`
   * when that has ended meanwhile, and with `forbidden` when another password is stored than the one that was checked.
   */
  changePassword(actorId: UserId, change: PasswordChange): Promise<void>;
  /** Refuses who may not reset a person's password, so that hopeless attempts cost no hashing. */
  requireResettable(actorId: UserId, userId: UserId): Promise<void>;
  /** Changes another's password, and ends all their sessions. */
  resetPassword(actorId: Actor, reset: { userId: UserId; passwordHash: string }): Promise<void>;

  /** Where one is signed in, or for who may govern them another; `sessionId` is the one that asks. */
  sessions(actorId: UserId, sessionId: SessionId, request: Parsed<'session:list'>): Promise<SessionInfo[]>;
  endOneSession(actorId: UserId, request: Parsed<'session:end'>): Promise<void>;
  /** All of one's own but the one that asks, or all of another's; how many. */
  endAllSessions(actorId: UserId, sessionId: SessionId, request: Parsed<'session:endAll'>): Promise<number>;

  createInvite(actorId: Actor, invite: NewInvite): Promise<Invite>;
  invites(actorId: Actor): Promise<Invite[]>;
  revokeInvite(actorId: Actor, request: Parsed<'invite:revoke'>): Promise<Invite>;
  /** Ends one by the space's own doing, of which the audit log says why; one that has ended stays as it is. */
  voidInvite(inviteId: InviteId, why: string): Promise<void>;

  reportMessage(actorId: UserId, request: Parsed<'message:report'>): Promise<void>;
  reports(actorId: UserId, request: Parsed<'report:list'>): Promise<Reply<'report:list'>>;
  closeReport(actorId: UserId, request: Parsed<'report:close'>): Promise<Report>;

  createServiceToken(actorId: Actor, token: NewServiceToken): Promise<ServiceToken>;
  serviceTokens(actorId: Actor): Promise<ServiceToken[]>;
  revokeServiceToken(actorId: Actor, request: Parsed<'token:revoke'>): Promise<ServiceToken>;
  /** The token of a hash, unless it was revoked or its maker runs the space no more; notes to the minute that it was used. */
  takeServiceToken(tokenHash: string): Promise<ServiceToken | undefined>;

  audit(actorId: Actor, request: Parsed<'audit:list'>): Promise<Reply<'audit:list'>>;
}
