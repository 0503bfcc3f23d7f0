import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type FolderLock, lockFolder } from '../sqlite/lockFolder.ts';
import { openDatabase } from '../sqlite/openDatabase.ts';
import { readKey } from './auth/readKey.ts';
import { folderError } from './StartError.ts';
import type { Store } from './store/Store.ts';
import { openSqliteStore, type SqliteStoreOptions } from './store/sqlite/openSqliteStore.ts';

const DATABASE_FILE = 'space.sqlite';
/** A burst from several senders is spread over some turns: enough to take it in whole. */
const PATIENCE = 16;

/** A space's data, held for this process alone. */
export type OpenFolder = {
  store: Store;
  /** What access tokens are signed with. */
  key: Buffer;
  close(): Promise<void>;
};

type FolderOptions = Pick<SqliteStoreOptions, 'clock' | 'name' | 'onCommitted'>;

/** Opens a space's folder, making what is missing. Throws `StartError`. */
export function openFolder(folder: string, options: FolderOptions): OpenFolder {
  let lock: FolderLock | undefined;
  try {
    makeFolder(folder);
    lock = lockFolder(folder);
    const held = lock;
    const key = readKey(folder);
    const store = openStore(folder, options);
    return {
      store,
      key,
      async close() {
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

function openStore(folder: string, options: FolderOptions): Store {
  const database = openDatabase(join(folder, DATABASE_FILE), { synchronous: 'FULL', cacheKiB: 16 * 1024 });
  try {
    return openSqliteStore(database, { ...options, patience: PATIENCE });
  } catch (error) {
    database.close();
    throw error;
  }
}
