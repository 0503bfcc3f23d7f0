import { z } from 'zod';
import type { AppErrorCode } from '../../shared/ipc/contract.ts';

/**
 * `damaged`: what is stored cannot be read, or is not what was written. `newer`: written by a later version. `full`: the
 * browser gives no more room. `blocked`: another tab holds on to it. `refused`: the browser keeps nothing for
 * this page. `lost`: the connection is gone, because the browser ended it, another tab needs a later version, or it was closed.
 * `unreadable`: the browser's storage did not answer; what is stored may be sound, and a new connection may read it.
 */
export type StorageErrorCode = 'damaged' | 'newer' | 'full' | 'blocked' | 'refused' | 'lost' | 'unreadable';

/** What can be wrong with what the browser keeps for the page, in words for people. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** How an app tells its tabs of it: these have words of their own. */
export const codeOf = ({ code }: StorageError): AppErrorCode =>
  code === 'newer' ? 'client_too_old' : code === 'blocked' ? 'held_elsewhere' : 'internal';

/** The names of IndexedDB's exceptions that say something about what is stored. */
const meanings: Readonly<Record<string, [code: StorageErrorCode, words: string]>> = {
  QuotaExceededError: ['full', 'has no room left in this browser'],
  VersionError: ['newer', 'was written by a newer version of Parley; reload the page to get that version'],
  // Whatever the browser's own storage could not read or do: Safari says so, too, where it has merely lost its connection.
  UnknownError: ['unreadable', 'cannot be read just now'],
  NotReadableError: ['damaged', 'cannot be read'],
  // A store or an index that should be there is not.
  NotFoundError: ['damaged', 'is not whole'],
  // There is not one store in it.
  InvalidAccessError: ['damaged', 'is not whole'],
  SecurityError: ['refused', 'may not be kept in this browser'],
  InvalidStateError: ['lost', 'is not open any more'],
};

/** Turns what IndexedDB refused with, or a record that does not parse, into a `StorageError`; everything else stays as it is. */
export function toStorageError(error: unknown, name: string): unknown {
  if (error instanceof z.ZodError)
    return new StorageError('damaged', `${name} holds what was never written.`, error);
  if (!(error instanceof DOMException)) return error;
  const meaning = meanings[error.name];
  return meaning ? new StorageError(meaning[0], `${name} ${meaning[1]}.`, error) : error;
}
