import { z } from 'zod';
import { conversationIdSchema, userIdSchema } from '../model/ids.ts';

/** Whether any of a person's devices is connected. */
export const presenceSchema = z.enum(['online', 'offline']);
export type Presence = z.infer<typeof presenceSchema>;

/** Fleeting facts (S15): never stored, never needed for correctness. */
export const signalSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('typing.changed'),
    conversationId: conversationIdSchema,
    userId: userIdSchema,
    typing: z.boolean(),
  }),
  z.object({ type: z.literal('presence.changed'), userId: userIdSchema, presence: presenceSchema }),
  /** Sent once to a socket that has just connected: everyone who is online, instead of one signal each. */
  z.object({ type: z.literal('presence.listed'), onlineIds: z.array(userIdSchema) }),
]);
export type Signal = z.infer<typeof signalSchema>;

/** How long a *typing* signal holds without being renewed, in milliseconds. Clients renew it more often than that. */
export const TYPING_EXPIRES_MS = 5_000;
