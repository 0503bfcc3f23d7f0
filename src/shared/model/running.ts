import { z } from 'zod';
import { conversationIdSchema, messageIdSchema, seqSchema, timestampSchema, userIdSchema } from './ids.ts';
import { lineSchema } from './text.ts';
import { roleSchema } from './user.ts';

/** What running a space is about besides people and conversations: invites, sessions, reports, tokens, the audit log. */

export const inviteIdSchema = z.uuid().brand('InviteId');
export type InviteId = z.infer<typeof inviteIdSchema>;
export const sessionIdSchema = z.uuid().brand('SessionId');
/** One sign-in on one device, from `login` or `register` to its end, over all its refreshes. */
export type SessionId = z.infer<typeof sessionIdSchema>;
export const reportIdSchema = z.uuid().brand('ReportId');
export type ReportId = z.infer<typeof reportIdSchema>;
export const serviceTokenIdSchema = z.uuid().brand('ServiceTokenId');
export type ServiceTokenId = z.infer<typeof serviceTokenIdSchema>;

/** A role that may be given: there is one owner, by `space:transfer`. */
export const givenRoleSchema = roleSchema.exclude(['owner']);

/** What lets people make an account; its code is told once, when it is made. */
export const inviteSchema = z.object({
  id: inviteIdSchema,
  role: givenRoleSchema,
  /** `null` for one made by whoever runs the server. */
  createdBy: userIdSchema.nullable(),
  createdAt: timestampSchema,
  expiresAt: timestampSchema,
  /** How many accounts it was made for, and how many it can still make. */
  uses: z.int().min(1),
  usesLeft: z.int().min(0),
  revokedAt: timestampSchema.nullable(),
  /** Whether it lets nobody in just now: who made it may not invite, or not to where it leads a guest. */
  resting: z.boolean().optional(),
  /** Where who comes by it is added, besides where everyone is; a guest sees nothing else. */
  conversationIds: z.array(conversationIdSchema),
  /** Who came by it, in that order. */
  userIds: z.array(userIdSchema),
});
export type Invite = z.infer<typeof inviteSchema>;

/** One device on which a person is signed in. */
export const sessionInfoSchema = z.object({
  id: sessionIdSchema,
  /** What the device said it was: *Parley on Linux*. */
  device: z.string().nullable(),
  startedAt: timestampSchema,
  /** When it last renewed its sign-in: at most a quarter of an hour before it was last used. */
  usedAt: timestampSchema,
  /** Whether it asks this. */
  current: z.boolean(),
});
export type SessionInfo = z.infer<typeof sessionInfoSchema>;

export const reportOutcomeSchema = z.enum(['handled', 'dismissed']);
/** A message that somebody reported; what it says is nowhere but in the message. */
export const reportSchema = z.object({
  id: reportIdSchema,
  conversationId: conversationIdSchema,
  messageId: messageIdSchema,
  seq: seqSchema,
  authorId: userIdSchema,
  reporterId: userIdSchema,
  reason: z.string(),
  at: timestampSchema,
  closed: z.object({ by: userIdSchema, at: timestampSchema, outcome: reportOutcomeSchema }).nullable(),
});
export type Report = z.infer<typeof reportSchema>;

/** What a program signs in with to notify; the token itself is told once, when it is made. */
export const serviceTokenSchema = z.object({
  id: serviceTokenIdSchema,
  name: lineSchema(64),
  createdBy: userIdSchema.nullable(),
  createdAt: timestampSchema,
  usedAt: timestampSchema.nullable(),
  revokedAt: timestampSchema.nullable(),
  /** Whether nothing is taken from it just now, since who made it does not run the space. */
  resting: z.boolean().optional(),
});
export type ServiceToken = z.infer<typeof serviceTokenSchema>;

/** Everything that is noted in the audit log. */
export const auditActSchema = z.enum([
  'account.created',
  'announcement.made',
  'conversation.archived',
  'conversation.retention',
  'conversation.unarchived',
  'invite.created',
  'invite.revoked',
  'member.removed',
  'member.role',
  'message.deleted',
  'message.reported',
  'notification.sent',
  'report.closed',
  'session.ended',
  'space.renamed',
  'space.transferred',
  'token.created',
  'token.revoked',
  'user.banned',
  'user.deactivated',
  'user.passwordChanged',
  'user.passwordReset',
  'user.reactivated',
  'user.role',
]);
export type AuditAct = z.infer<typeof auditActSchema>;

/** One act, by whom, on what. Holds no text of a message and no secret. */
export const auditRecordSchema = z.object({
  /** Goes up by time. */
  id: z.int().min(1),
  at: timestampSchema,
  actor: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('user'), userId: userIdSchema }),
    /** A program, with its token. */
    z.object({ kind: z.literal('service'), tokenId: serviceTokenIdSchema }),
    /** Whoever runs the server, from its command line. */
    z.object({ kind: z.literal('host') }),
    /** The space by itself. */
    z.object({ kind: z.literal('space') }),
  ]),
  /** Unparsed on the way down: an older client shows it as it is called (S16). */
  act: z.string(),
  userId: userIdSchema.optional(),
  conversationId: conversationIdSchema.optional(),
  messageId: messageIdSchema.optional(),
  /** What else there is to say: `{from: "member", to: "admin"}`. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type AuditRecord = z.infer<typeof auditRecordSchema>;

/** How a space is doing at a moment. */
export const figuresSchema = z.object({
  at: timestampSchema,
  connections: z.int(),
  /** People with at least one of them. */
  people: z.int(),
  /** Messages sent within the last second. */
  messagesPerSecond: z.number(),
  /** How late the event loop came at worst within the last second, in milliseconds. */
  eventLoopDelayMs: z.number(),
  memoryBytes: z.int(),
  databaseBytes: z.int(),
  /** Streams that somebody connected is subscribed to. */
  rooms: z.int(),
});
export type Figures = z.infer<typeof figuresSchema>;
