import { z } from 'zod';
import { backupFailureSchema, backupFileSchema, backupsStateSchema } from '../../shared/model/backup.ts';
import { type SpaceId, spaceIdSchema, timestampSchema } from '../../shared/model/ids.ts';
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
  /** Where and how it is backed up by itself. */
  backups: { folder: string; everyMs: number; keep: number };
  /** A backup that takes the place of what is there, before anything of it is opened. */
  restore?: { path: string; spaceId: SpaceId };
};

export type ToHost =
  | { type: 'count' }
  | { type: 'lookUpAddresses' }
  | { type: 'backUp' }
  | { type: 'backUpInto'; folder: string }
  | { type: 'close' };

/** What putting a backup back came to: when it was made, and where what was there before is now. */
export const restoredSchema = z.object({ madeAt: timestampSchema, setAside: z.string().nullable() });
export type Restored = z.infer<typeof restoredSchema>;

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
    /** `null` where nothing was to be put back. */
    restored: restoredSchema.nullable(),
  }),
  /** Unasked: how its backups stand has changed. */
  z.object({ type: z.literal('backups'), state: backupsStateSchema }),
  /** Unasked: the certificate was renewed. */
  z.object({ type: z.literal('renewed'), certificate: digestSchema }),
  z.object({
    type: z.literal('refused'),
    code: z.enum(['port_taken', 'folder_locked', 'newer_data', 'unwritable', 'damaged', 'certificate']),
    message: z.string(),
  }),
  /** The backup could not be put back, and the server has not begun. */
  z.object({ type: z.literal('notRestored'), reason: backupFailureSchema, message: z.string() }),
  z.object({ type: z.literal('counted'), connections: z.int() }),
  z.object({ type: z.literal('closed') }),
]);
export type FromHost = z.infer<typeof fromHostSchema>;

/** What `backups.worker.ts` is asked: which backups a folder holds, or what a file is. */
export type BackupsQuestion =
  | { type: 'kept'; folder: string; spaceId: SpaceId }
  | { type: 'read'; path: string; spaceId: SpaceId };

export const fromBackupsSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('found'), files: z.array(backupFileSchema) }),
  z.object({ type: z.literal('failed'), reason: backupFailureSchema, message: z.string() }),
]);
export type FromBackups = z.infer<typeof fromBackupsSchema>;
