import SqliteDatabase from 'better-sqlite3';

/**
 * `damaged`: not a database, or one that is broken. `unwritable`: its file or folder cannot be created or
 * written. `locked`: another process holds it. `newer`: written by a later version. `full`: no room left.
 */
export type DatabaseErrorCode = 'damaged' | 'unwritable' | 'locked' | 'newer' | 'full';

/** What can be wrong with a database file, in words for people. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: DatabaseErrorCode;

  constructor(code: DatabaseErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** SQLite's primary result codes that say something about the file; extended ones begin with these. */
const meanings: [prefix: string, code: DatabaseErrorCode, words: string][] = [
  ['SQLITE_NOTADB', 'damaged', 'is not a database'],
  ['SQLITE_CORRUPT', 'damaged', 'is damaged'],
  // A file that ends within a page.
  ['SQLITE_IOERR_SHORT_READ', 'damaged', 'is cut short'],
  ['SQLITE_CANTOPEN', 'unwritable', 'cannot be opened'],
  ['SQLITE_READONLY', 'unwritable', 'cannot be written'],
  ['SQLITE_PERM', 'unwritable', 'cannot be written'],
  ['SQLITE_BUSY', 'locked', 'is in use by another process'],
  ['SQLITE_LOCKED', 'locked', 'is in use by another process'],
  ['SQLITE_FULL', 'full', 'has no room left on its disk'],
  // How a full disk or a spent quota shows while the write-ahead log or its index grows.
  ['SQLITE_IOERR_WRITE', 'full', 'could not be written to its disk'],
  ['SQLITE_IOERR_SHMSIZE', 'full', 'has no room left on its disk'],
];

/** Turns what better-sqlite3 throws about `path` into a `DatabaseError`; everything else stays as it is. */
export function toDatabaseError(error: unknown, path: string): unknown {
  if (!(error instanceof SqliteDatabase.SqliteError)) return error;
  const meaning = meanings.find(([prefix]) => error.code.startsWith(prefix));
  return meaning ? new DatabaseError(meaning[1], `${path} ${meaning[2]}.`, error) : error;
}
