import { z } from 'zod';
import {
  clientIdSchema,
  conversationIdSchema,
  messageIdSchema,
  timestampSchema,
  userIdSchema,
} from '../model/ids.ts';
import { announcedSchema } from '../model/notification.ts';
import {
  auditActSchema,
  auditRecordSchema,
  givenRoleSchema,
  inviteIdSchema,
  inviteSchema,
  reportIdSchema,
  reportOutcomeSchema,
  reportSchema,
  serviceTokenIdSchema,
  serviceTokenSchema,
  sessionIdSchema,
  sessionInfoSchema,
} from '../model/running.ts';
import { spaceSchema } from '../model/space.ts';
import { lineSchema, passwordSchema, reasonSchema, spaceNameSchema } from '../model/text.ts';
import { userSchema, userStateSchema } from '../model/user.ts';

/** A repeat of a durable request, told by the same id of the client's, gets the first result (S5). */
const repeatable = { clientId: clientIdSchema.optional() };

/** How long an invite may be good for, in milliseconds. */
export const MAX_INVITE_LIFE_MS = 365 * 24 * 3_600_000;
/** How many accounts an invite may be for. */
export const MAX_INVITE_USES = 1000;
/** How many lines of a list are given at once. */
export const LIST_MAX_LIMIT = 200;

/** What the audit log is filtered by: a record has all that is given. `since` is inclusive, `until` exclusive. */
export const auditFilter = {
  act: auditActSchema.optional(),
  /** Who did it. */
  actorId: userIdSchema.optional(),
  /** To whom it was done. */
  userId: userIdSchema.optional(),
  conversationId: conversationIdSchema.optional(),
  since: timestampSchema.optional(),
  until: timestampSchema.optional(),
};

/**
 * Requests by which a space is run. Those about other people are for owners and admins, and each may govern only who
 * ranks below them; see `governing` in `model/permissions.ts`. What they change of people and conversations comes as
 * events; lists of what only few may see are asked for.
 */
export const runningRequests = {
  /** Says what a person is in the space. */
  'user:role': {
    payload: z.strictObject({ userId: userIdSchema, role: givenRoleSchema, ...repeatable }),
    reply: z.object({ user: userSchema }),
  },
  /** Shuts a person out, for now or for good, or lets them in again; takes effect on their open sockets at once. */
  'user:state': {
    payload: z.strictObject({
      userId: userIdSchema,
      state: userStateSchema,
      reason: reasonSchema.optional(),
      ...repeatable,
    }),
    reply: z.object({ user: userSchema }),
  },
  /** Gives a person a new password, told this once, and ends all their sessions. Takes no client id: nothing may tell it twice. */
  'user:resetPassword': {
    payload: z.strictObject({ userId: userIdSchema }),
    reply: z.object({ password: z.string() }),
  },
  /** Changes one's own password, and ends one's sessions on all other devices. */
  'password:change': {
    payload: z.strictObject({ current: z.string().min(1).max(1024), next: passwordSchema }),
    reply: z.object({}),
  },
  /** Makes another the owner of the space; who was it becomes an admin. For the owner. */
  'space:transfer': {
    payload: z.strictObject({ userId: userIdSchema, ...repeatable }),
    reply: z.object({ user: userSchema }),
  },
  /** Gives the space another name, which everyone is told of. For owners and admins. */
  'space:rename': {
    payload: z.strictObject({ name: spaceNameSchema, ...repeatable }),
    reply: z.object({ space: spaceSchema }),
  },
  /** Tells everyone something, in their notification centres and as a banner. For owners and admins. */
  'space:announce': {
    payload: z.strictObject({ ...announcedSchema.shape, clientId: clientIdSchema }),
    reply: z.object({ notified: z.int() }),
  },

  /** Where oneself is signed in, or for an admin somebody else. */
  'session:list': {
    payload: z.strictObject({ userId: userIdSchema.optional() }),
    reply: z.object({ sessions: z.array(sessionInfoSchema) }),
  },
  /** Signs a device out: one's own, or for an admin somebody else's. */
  'session:end': {
    payload: z.strictObject({ sessionId: sessionIdSchema, ...repeatable }),
    reply: z.object({}),
  },
  /** Signs out all of one's devices but this one, or for an admin all of somebody else's. */
  'session:endAll': {
    payload: z.strictObject({ userId: userIdSchema.optional(), ...repeatable }),
    reply: z.object({ ended: z.int() }),
  },

  /** Makes an invite code: for members, seven days and a hundred accounts unless told otherwise. For owners and admins. */
  'invite:create': {
    payload: z.strictObject({
      role: givenRoleSchema.optional(),
      uses: z.int().min(1).max(MAX_INVITE_USES).optional(),
      /** How long it is good for, in milliseconds. */
      lifeMs: z.int().min(60_000).max(MAX_INVITE_LIFE_MS).optional(),
      /** Conversations that who makes it governs; at least one for a guest. */
      conversationIds: z.array(conversationIdSchema).max(100).optional(),
    }),
    reply: z.object({ code: z.string(), expiresAt: timestampSchema, invite: inviteSchema }),
  },
  /**
   * Makes a code that is read out, for one member within a quarter of an hour. Takes no client id: nothing may tell it
   * twice. For owners and admins, where the server speaks TLS.
   */
  'invite:speak': {
    payload: z.strictObject({}),
    /** `XXXX-XXXX`. */
    reply: z.object({ code: z.string(), expiresAt: timestampSchema }),
  },
  'invite:list': {
    payload: z.strictObject({}),
    /** Newest first. */
    reply: z.object({ invites: z.array(inviteSchema) }),
  },
  'invite:revoke': {
    payload: z.strictObject({ inviteId: inviteIdSchema, ...repeatable }),
    reply: z.object({ invite: inviteSchema }),
  },

  /** Shows a message to who moderates its conversation, and to owners and admins. */
  'message:report': {
    payload: z.strictObject({ messageId: messageIdSchema, reason: reasonSchema, ...repeatable }),
    reply: z.object({}),
  },
  /** What was reported and is for oneself to judge, newest first. */
  'report:list': {
    payload: z.strictObject({
      open: z.boolean(),
      /** The last one of the page before. */
      before: reportIdSchema.optional(),
      limit: z.int().min(1).max(LIST_MAX_LIMIT),
    }),
    reply: z.object({ reports: z.array(reportSchema), more: z.boolean() }),
  },
  'report:close': {
    payload: z.strictObject({ reportId: reportIdSchema, outcome: reportOutcomeSchema, ...repeatable }),
    reply: z.object({ report: reportSchema }),
  },

  /** Makes a token with which a program may notify. For owners and admins. */
  'token:create': {
    payload: z.strictObject({ name: lineSchema(64) }),
    reply: z.object({ token: z.string(), serviceToken: serviceTokenSchema }),
  },
  'token:list': {
    payload: z.strictObject({}),
    /** Newest first. */
    reply: z.object({ serviceTokens: z.array(serviceTokenSchema) }),
  },
  'token:revoke': {
    payload: z.strictObject({ tokenId: serviceTokenIdSchema, ...repeatable }),
    reply: z.object({ serviceToken: serviceTokenSchema }),
  },

  /** Who did what in running the space, newest first. For owners and admins. */
  'audit:list': {
    payload: z.strictObject({
      ...auditFilter,
      /** The last one of the page before. */
      before: z.int().min(1).optional(),
      limit: z.int().min(1).max(LIST_MAX_LIMIT),
    }),
    reply: z.object({ records: z.array(auditRecordSchema), more: z.boolean() }),
  },
} as const;
