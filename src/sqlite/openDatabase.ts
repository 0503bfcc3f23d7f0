import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { DatabaseError, toDatabaseError } from './DatabaseError.ts';

/** An open SQLite database; one connection, used from one thread. */
export type Database = SqliteDatabase.Database;
/** A prepared statement that takes `P` and gives rows that are parsed by whoever reads them. */
export type Statement<P extends unknown[] = unknown[]> = SqliteDatabase.Statement<P, unknown>;

/** The path of a database that lives in memory and is gone when closed. */
export const IN_MEMORY = ':memory:';

export type OpenOptions = {
  /**
   * `FULL` survives a power cut with everything committed, at one fsync a commit; `NORMAL` may then lose the
   * last commits, and neither loses anything when only the process dies.
   */
  synchronous: 'FULL' | 'NORMAL';
  /** Pages kept in memory, in KiB. */
  cacheKiB?: number;
};

/**
 * Opens a database, creating it where there is none: WAL, foreign keys enforced. Its tables are what
 * `migrate` makes of it. Throws `DatabaseError`.
 */
export function openDatabase(path: string, options: OpenOptions): Database {
  const folder = dirname(path);
  if (!existsSync(folder)) throw new DatabaseError('unwritable', `The folder ${folder} does not exist.`);
  let database: Database | undefined;
  try {
    database = new SqliteDatabase(path, { timeout: 5000 });
    database.pragma('journal_mode = WAL');
    // Set always: the library's build defaults to NORMAL under WAL.
    database.pragma(`synchronous = ${options.synchronous}`);
    database.pragma('foreign_keys = ON');
    database.pragma('trusted_schema = OFF');
    if (options.cacheKiB) database.pragma(`cache_size = -${options.cacheKiB}`);
    return database;
  } catch (error) {
    database?.close();
    throw toDatabaseError(error, path);
  }
}

/** Opens a database that is there, leaving it as it is. Throws `DatabaseError`; of a file that is none, at the first reading. */
export function openToRead(path: string): Database {
  try {
    const database = new SqliteDatabase(path, { readonly: true, fileMustExist: true });
    database.pragma('trusted_schema = OFF');
    return database;
  } catch (error) {
    throw toDatabaseError(error, path);
  }
}
