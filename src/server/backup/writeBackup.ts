import { existsSync } from 'node:fs';
import { open, readdir, readFile, rename, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toDatabaseError } from '../../sqlite/DatabaseError.ts';
import { findFault } from '../../sqlite/findFault.ts';
import { type Database, openDatabase } from '../../sqlite/openDatabase.ts';
import { BackupError } from './BackupError.ts';
import { isKept, type KeptFile, writeContent } from './backupTables.ts';
import { flush } from './flush.ts';

/** Pages copied in one turn of the event loop: 1 MB, some milliseconds in which nobody is answered. */
const PAGES_A_TURN = 256;

/** Room that has to be free for a copy, in its own size: some is left over for what else is written meanwhile. */
const ROOM_FOR_A_COPY = 1.25;

export type WriteBackup = {
  /** The space's own connection: what it commits meanwhile is in the copy. */
  database: Database;
  /** The space's folder. */
  folder: string;
  /** The file to make; it must not exist. */
  path: string;
  /** The file of `check.worker.ts`. */
  checkWorkerPath: string;
  /** UTC milliseconds. */
  now: number;
  /** Ends it half-way, with its reason. */
  signal?: AbortSignal;
};

/**
 * Copies a space that may be in use into one file, its keys included: a SQLite database that holds all that was committed
 * by the time the copy ends (SQLite's online backup, https://www.sqlite.org/backup.html). It is written beside, checked in a
 * thread of its own, and renamed, so that a file of that name is a whole backup. Rejects with `BackupError` or what the disk says.
 */
export async function writeBackup(options: WriteBackup): Promise<void> {
  const { database, folder, path, checkWorkerPath, now, signal } = options;
  if (existsSync(path)) throw new BackupError('failed', `${path} is there already, and is left as it is.`);
  if (!existsSync(dirname(path)))
    throw new BackupError('unwritable', `The folder ${dirname(path)} does not exist.`);
  const beside = `${path}.part`;
  await rm(beside, { force: true });
  await requireRoom(database, dirname(path));
  try {
    // Readable to its owner only from its first byte on: SQLite would make it readable to all.
    await (await open(beside, 'wx', 0o600)).close();
    const progress = () => {
      signal?.throwIfAborted();
      return PAGES_A_TURN;
    };
    await database.backup(beside, { progress });
    addKeys(beside, { madeAt: now, files: await readKept(folder) });
    const fault = await findFault(checkWorkerPath, beside, signal);
    if (fault !== null)
      throw new BackupError('damaged', `The copy is damaged (${fault}), and so is the space.`);
    await flush(beside);
    await rename(beside, path);
    await flush(dirname(path));
  } catch (error) {
    await rm(beside, { force: true });
    throw toDatabaseError(error, path);
  }
}

/** A copy that does not fit is not begun: on the space's own disk it would take the room that messages need meanwhile. */
async function requireRoom(database: Database, folder: string): Promise<void> {
  const [pages, pageBytes] = ['page_count', 'page_size'].map((name) =>
    Number(database.pragma(name, { simple: true })),
  ) as [number, number];
  const needed = pages * pageBytes * ROOM_FOR_A_COPY;
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < needed)
    throw new BackupError('full', `There is no room in ${folder} for a copy of ${pages * pageBytes} bytes.`);
}

function addKeys(path: string, content: Parameters<typeof writeContent>[1]): void {
  const copy = openDatabase(path, { synchronous: 'FULL' });
  try {
    // One file, with nothing beside it that could be forgotten.
    copy.pragma('journal_mode = DELETE');
    copy.transaction(() => writeContent(copy, content))();
  } finally {
    copy.close();
  }
}

async function readKept(folder: string): Promise<KeptFile[]> {
  const names = (await readdir(folder)).filter(isKept);
  return Promise.all(names.map(async (name) => ({ name, content: await readFile(join(folder, name)) })));
}
