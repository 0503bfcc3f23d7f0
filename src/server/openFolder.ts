import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toDatabaseError } from '../sqlite/DatabaseError.ts';
import { type FolderLock, lockFolder } from '../sqlite/lockFolder.ts';
import { type Database, openDatabase } from '../sqlite/openDatabase.ts';
import { readKey } from './auth/readKey.ts';
import { BackupError } from './backup/BackupError.ts';
import { isHalfRestored } from './backup/restoreBackup.ts';
import { writeBackup } from './backup/writeBackup.ts';
import { folderError, StartError } from './StartError.ts';
import type { Store } from './store/Store.ts';
import { openSqliteStore, type SqliteStoreOptions } from './store/sqlite/openSqliteStore.ts';

/** What checks a backup, where nobody says that it was built elsewhere. */
const CHECK_WORKER = join(import.meta.dirname, '../sqlite/check.worker.ts');
const DATABASE_FILE = 'space.sqlite';
/** A burst from several senders is spread over some turns: enough to take it in whole. */
const PATIENCE = 16;

/** A space's data, held for this process alone. */
export type OpenFolder = {
  store: Store;
  /** What access tokens are signed with. */
  key: Buffer;
  /** Where its data is, if there was any before: to be read through by the worker there. */
  toCheck: { path: string; workerPath: string } | undefined;
  /** Copies everything into one file, as it is when the copy ends; rejects with `BackupError` or what the disk says. */
  backUp(path: string): Promise<void>;
  /** Ends backups that are being made; resolves when they are. None can be made after it. */
  stopBackups(): Promise<void>;
  close(): Promise<void>;
};

type FolderOptions = Pick<SqliteStoreOptions, 'clock' | 'name' | 'onCommitted'> & {
  /** The file of `src/sqlite/check.worker.ts`, where that is not as it is here. */
  checkWorkerPath?: string | undefined;
};

/** Opens a space's folder, making what is missing. Throws `StartError`. */
export function openFolder(folder: string, options: FolderOptions): OpenFolder {
  const { checkWorkerPath = CHECK_WORKER } = options;
  let lock: FolderLock | undefined;
  try {
    makeFolder(folder);
    lock = lockFolder(folder);
    const held = lock;
    if (isHalfRestored(folder))
      throw new StartError('damaged', `A restore into ${folder} was cut off: run it again.`);
    const key = readKey(folder);
    const closing = new AbortController();
    const underWay = new Set<Promise<void>>();
    const stopBackups = async () => {
      closing.abort(new BackupError('stopped', 'The server was stopped before the backup was made.'));
      await Promise.allSettled(underWay);
    };
    const path = join(folder, DATABASE_FILE);
    const toCheck = existsSync(path) ? { path, workerPath: checkWorkerPath } : undefined;
    const database = openSpace(path);
    const store = openStore(database, options);
    return {
      store,
      key,
      toCheck,
      async backUp(to) {
        const { signal } = closing;
        const now = options.clock.now();
        const backup = writeBackup({ database, folder, path: to, checkWorkerPath, now, signal });
        underWay.add(backup);
        await backup.finally(() => underWay.delete(backup));
      },
      stopBackups,
      async close() {
        await stopBackups();
        await store.close();
        held.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw folderError(error, folder);
  }
}

/** One by one: Node's recursive form never returns where a parent exists and takes no folder, as in /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

const openSpace = (path: string): Database =>
  openDatabase(path, { synchronous: 'FULL', cacheKiB: 16 * 1024 });

function openStore(database: Database, options: FolderOptions): Store {
  try {
    return openSqliteStore(database, { ...options, patience: PATIENCE });
  } catch (error) {
    database.close();
    throw toDatabaseError(error, database.name);
  }
}
