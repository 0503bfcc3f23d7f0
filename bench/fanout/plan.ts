import { z } from 'zod';

/** What a load generator is to do, and against which kind of server. */
export const planSchema = z.object({
  target: z.enum(['parley', 'tutorial', 'ws', 'limit']),
  port: z.int(),
  serverPid: z.int(),
  rooms: z.array(z.object({ id: z.string(), tokens: z.array(z.string()), senders: z.int() })),
  /** How many messages each sender keeps under way; with `perSecond`, of no matter. */
  inFlight: z.int(),
  /** So many messages a second altogether, however long they take; without it, as many as are acknowledged. */
  perSecond: z.number().optional(),
  warmUpMs: z.int(),
  measureMs: z.int(),
  textLength: z.int(),
});
export type Plan = z.infer<typeof planSchema>;

/**
 * What it found. Times in milliseconds, `rate` in acknowledged messages a second, `cpu` as a share of one core;
 * `serverTime` is the server's processor time for each message, in microseconds, `null` where it cannot be told.
 */
export const resultSchema = z.object({
  rate: z.number(),
  p50: z.number(),
  p99: z.number(),
  p999: z.number(),
  cpu: z.number(),
  serverTime: z.number().nullable(),
  sent: z.int(),
  acknowledged: z.int(),
  refused: z.int(),
  delivered: z.int(),
  expected: z.int(),
  inOrder: z.boolean(),
});
export type Result = z.infer<typeof resultSchema>;
