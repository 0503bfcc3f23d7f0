import { DatabaseError } from '../sqlite/DatabaseError.ts';

export type StartErrorCode =
  | 'port_taken'
  | 'folder_locked'
  | 'newer_data'
  | 'unwritable'
  | 'damaged'
  /** Its certificate or key cannot be used. */
  | 'certificate';

/** Why a server could not start; `message` is one line for people. Nothing was changed. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly code: StartErrorCode;

  constructor(code: StartErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

const databaseCodes = {
  damaged: 'damaged',
  unwritable: 'unwritable',
  full: 'unwritable',
  locked: 'folder_locked',
  newer: 'newer_data',
} as const;

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** What an error from opening `folder` means for whoever starts a server. */
export function folderError(error: unknown, folder: string): unknown {
  if (error instanceof DatabaseError) return new StartError(databaseCodes[error.code], error.message, error);
  const unwritable = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT', 'ENOSPC', 'EISDIR'];
  if (unwritable.includes(String(codeOf(error))))
    return new StartError('unwritable', `The folder ${folder} cannot be written.`, error);
  return error;
}

/** What an error from listening on `host` and `port` means for whoever starts a server. */
export function listenError(error: unknown, host: string, port: number): unknown {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new StartError('port_taken', `Port ${port} on ${host} is in use by another program.`, error);
    case 'EACCES':
      return new StartError('port_taken', `Port ${port} may not be used by this account.`, error);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError('port_taken', `${host} is not an address of this computer.`, error);
    default:
      return error;
  }
}
