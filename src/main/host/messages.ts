import { z } from 'zod';
import { spaceIdSchema } from '../../shared/model/ids.ts';
import { digestSchema, pinSchema } from '../../shared/model/trust.ts';

/** What a host's thread is started with. */
export type HostWorkerData = {
  dataFolder: string;
  host: string;
  port: number;
  /** For a new space; one that exists keeps the name it has. */
  name: string | undefined;
  /** What the first account, which owns the space, has to give: nobody else on the network may become it. */
  setupCode: string;
  /** Where the web client is that it serves. */
  webFolder: string;
  version: string;
  /** The file of `check.worker.ts`, as it was built. */
  checkWorkerPath: string;
  /** Whether others reach it over TLS alone, with a certificate of the space's own. This computer speaks plain HTTP to it anyway. */
  secure: boolean;
};

export type ToHost = { type: 'count' } | { type: 'lookUpAddresses' } | { type: 'close' };

/** What a host's thread says. */
export const fromHostSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ready'),
    port: z.int(),
    spaceId: spaceIdSchema,
    /** The server's public key, which stays as it is; `null` where it speaks plain HTTP. */
    pin: pinSchema.nullable(),
    /** The SHA-256 of its certificate; `null` likewise. */
    certificate: digestSchema.nullable(),
  }),
  /** Unasked: the certificate was renewed. */
  z.object({ type: z.literal('renewed'), certificate: digestSchema }),
  z.object({
    type: z.literal('refused'),
    code: z.enum(['port_taken', 'folder_locked', 'newer_data', 'unwritable', 'damaged', 'certificate']),
    message: z.string(),
  }),
  z.object({ type: z.literal('counted'), connections: z.int() }),
  z.object({ type: z.literal('closed') }),
]);
export type FromHost = z.infer<typeof fromHostSchema>;
