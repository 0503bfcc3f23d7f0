import { existsSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { DatabaseError, toDatabaseError } from './DatabaseError.ts';

const LOCK_FILE = 'lock';

/** A folder held for this process alone. */
export type FolderLock = { release(): void };

/**
 * Holds a folder until released. The system gives it up when the process dies, however it dies, since it is
 * nothing but SQLite's lock on an empty file. Also told apart within one process.
 * Throws `DatabaseError` with `locked` or `unwritable`.
 */
export function lockFolder(folder: string): FolderLock {
  if (!existsSync(folder)) throw new DatabaseError('unwritable', `The folder ${folder} does not exist.`);
  const path = join(folder, LOCK_FILE);
  let file: SqliteDatabase.Database | undefined;
  try {
    file = new SqliteDatabase(path, { timeout: 0 });
    // Nothing is ever written, so no journal is wanted beside it either.
    file.pragma('journal_mode = MEMORY');
    file.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    file?.close();
    const error = toDatabaseError(cause, path);
    if (error instanceof DatabaseError && error.code === 'locked')
      throw new DatabaseError('locked', `${folder} is in use by another Parley.`, cause);
    throw error;
  }
  const held = file;
  return { release: () => held.close() };
}
