import { z } from 'zod';
import { timestampSchema } from './ids.ts';

/** Why a backup could not be made, read or put back. */
export const backupFailureSchema = z.enum([
  /** No room is left where it was to be. */
  'full',
  /** The folder cannot be written, or is not there: its disk may not be connected. */
  'unwritable',
  /** What was to be backed up is damaged. */
  'damaged',
  /** There is no such file. */
  'missing',
  /** The file is not a backup of a space, or is damaged. */
  'not_a_backup',
  'other_space',
  /** It was made by a newer Parley. */
  'newer',
  /** The server was stopped meanwhile. */
  'stopped',
  'failed',
]);
export type BackupFailure = z.infer<typeof backupFailureSchema>;

/** A file that holds a whole space. */
export const backupFileSchema = z.object({
  /** The file's name, without its folder. */
  name: z.string(),
  madeAt: timestampSchema,
  bytes: z.int(),
});
export type BackupFile = z.infer<typeof backupFileSchema>;

/** How a space stands that is backed up by itself. */
export const backupsStateSchema = z.object({
  folder: z.string(),
  /** The newest that is in the folder. */
  newest: backupFileSchema.nullable(),
  /** Why the last one could not be made, and when that was; `null` once one could. */
  failure: z.object({ reason: backupFailureSchema, at: timestampSchema }).nullable(),
  /** Whether one is being looked for or made. */
  busy: z.boolean(),
});
export type BackupsState = z.infer<typeof backupsStateSchema>;
