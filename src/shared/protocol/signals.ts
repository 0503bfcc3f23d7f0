import { z } from 'zod';
import { conversationIdSchema, seqSchema, timestampSchema, userIdSchema } from '../model/ids.ts';

/** How a person is there, as others are told: the most present of their devices, unless they wish otherwise. */
export const presenceSchema = z.enum(['online', 'away', 'busy', 'offline']);
export type Presence = z.infer<typeof presenceSchema>;

/** How one person is there. */
export const personPresenceSchema = z.object({
  userId: userIdSchema,
  presence: presenceSchema,
  /** When they were last there, of those who are not and have been. */
  lastSeenAt: timestampSchema.optional(),
});
export type PersonPresence = z.infer<typeof personPresenceSchema>;

/** Fleeting facts (S15): never stored, never needed for correctness. */
export const signalSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('typing.changed'),
    conversationId: conversationIdSchema,
    userId: userIdSchema,
    typing: z.boolean(),
  }),
  z.object({ type: z.literal('presence.changed'), ...personPresenceSchema.shape }),
  /** Sent once to a socket that has just connected, instead of one signal for each person. */
  z.object({
    type: z.literal('presence.listed'),
    /** Everyone who is not offline. */
    present: z.record(userIdSchema, presenceSchema),
    /** When everyone else was last there, as far as that is known. */
    lastSeen: z.record(userIdSchema, timestampSchema),
  }),
  /** A member has read up to here, or says that they have not. */
  z.object({
    type: z.literal('read.changed'),
    conversationId: conversationIdSchema,
    userId: userIdSchema,
    readSeq: seqSchema,
  }),
]);
export type Signal = z.infer<typeof signalSchema>;

/** How long a *typing* signal holds without being renewed, in milliseconds. Clients renew it more often than that. */
export const TYPING_EXPIRES_MS = 3_000;

/** Changes of presence are told at once, and again so long after the last time at the earliest, in milliseconds. */
export const PRESENCE_EVERY_MS = 200;

/** The same of others' read positions. */
export const READS_EVERY_MS = 500;

/** How far each member has read is told where so many are in, and not where more are. */
export const SEEN_BY_MAX_MEMBERS = 50;
