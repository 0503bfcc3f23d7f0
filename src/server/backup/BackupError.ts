import type { BackupFailure } from '../../shared/model/backup.ts';
import { DatabaseError } from '../../sqlite/DatabaseError.ts';

/** Why a backup could not be made or put back, in one line for people. What was there before is as it was. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly reason: BackupFailure;

  constructor(reason: BackupFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

const unwritable = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT', 'EISDIR', 'EIO', 'ENXIO'];

/** What an error says of a backup, whoever threw it. */
export function failureOf(error: unknown): BackupFailure {
  if (error instanceof BackupError) return error.reason;
  if (error instanceof DatabaseError)
    return error.code === 'full' || error.code === 'unwritable' || error.code === 'damaged'
      ? error.code
      : 'failed';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'full';
  return unwritable.includes(code) ? 'unwritable' : 'failed';
}
