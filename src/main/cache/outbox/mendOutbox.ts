import { existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseError } from '../../../sqlite/DatabaseError.ts';
import { migrate } from '../../../sqlite/migrate.ts';
import { type Database, openDatabase, openToRead } from '../../../sqlite/openDatabase.ts';
import { type Table, takeReadable } from '../../../sqlite/takeReadable.ts';
import { setAside } from '../../files/setAside.ts';
import { outboxMigrations } from './migrations.ts';

const tables: readonly Table[] = [
  ['request', 'position'],
  ['draft', 'conversation_id'],
  ['notified', 'message_id'],
];
const besideOf = (path: string): string => `${path}.mended`;

/**
 * Puts an outbox in the place of a damaged one that holds what can still be read of that, which is set aside as it is. Cut off at
 * any point, it begins anew or is ended by `endMending`. Throws `DatabaseError`.
 */
export function mendOutbox(path: string): void {
  const beside = besideOf(path);
  for (const part of ['', '-wal', '-shm']) rmSync(beside + part, { force: true });
  const mended = openDatabase(beside, { synchronous: 'FULL' });
  try {
    migrate(mended, outboxMigrations);
    mended.transaction(() => takeFrom(path, mended))();
  } finally {
    mended.close();
  }
  setAside(path);
  renameSync(beside, path);
}

/** Call before an outbox is opened: what is mended takes its place where only that was left to be done. */
export function endMending(path: string): void {
  if (!existsSync(path) && existsSync(besideOf(path))) renameSync(besideOf(path), path);
}

function takeFrom(path: string, mended: Database): void {
  let damaged: Database;
  try {
    damaged = openToRead(path);
  } catch (error) {
    // Of a file that cannot even be opened nothing can be read.
    if (error instanceof DatabaseError) return;
    throw error;
  }
  try {
    takeReadable(damaged, mended, tables);
  } finally {
    damaged.close();
  }
}
