import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { epochSchema, type SpaceId } from '../../shared/model/ids.ts';
import { lockFolder } from '../../sqlite/lockFolder.ts';
import { type Database, openDatabase } from '../../sqlite/openDatabase.ts';
import { migrations } from '../store/sqlite/migrations/index.ts';
import { createSpaceRows } from '../store/sqlite/spaceRows.ts';
import { writeWhole } from '../writeWhole.ts';
import { BackupError } from './BackupError.ts';
import { type BackupContent, dropContent } from './backupTables.ts';
import { flush } from './flush.ts';
import { asBackupError, requireBackup } from './readBackup.ts';

export type RestoreBackup = {
  /** The backup, which stays as it is. */
  path: string;
  /** The space's folder, made when it is missing. No server may run on it. */
  folder: string;
  /** Whether a space that is there is set aside; without it, it is in the way. */
  replace: boolean;
  /** The space that it has to be a backup of; any, where this is left out. */
  spaceId?: SpaceId;
  /** UTC milliseconds. */
  now: number;
};

export type Restored = {
  /** When the backup was made, UTC ms. */
  madeAt: number;
  /** Where the space is now that was there before; `null` when there was none. */
  setAside: string | null;
};

const DATABASE_FILE = 'space.sqlite';
/** The database with what SQLite keeps beside it while it is used, or was when its process died. */
const PARTS = ['', '-wal', '-shm'];

/**
 * Puts a backup in the place of a space, with a new epoch: everyone's cache starts over, and what they had not got acknowledged is sent
 * again (S11). Nothing of the folder is touched before the backup was found sound, and nothing is deleted. Keys that
 * are there stay: people may have been told of them since. Rejects with `BackupError`, `DatabaseError` or what the disk says.
 */
export async function restoreBackup({
  path,
  folder,
  replace,
  spaceId,
  now,
}: RestoreBackup): Promise<Restored> {
  if (!existsSync(path)) throw new BackupError('missing', `There is no file ${path}.`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder);
  const database = join(folder, DATABASE_FILE);
  const beside = `${database}.restoring`;
  try {
    // What is left of one whose process died belongs to it: beside another database SQLite would write it into that.
    const isTaken = PARTS.some((part) => existsSync(database + part));
    if (isTaken && !replace)
      throw new BackupError(
        'failed',
        `There is a space in ${folder} already. With --replace it is set aside.`,
      );
    await removeParts(beside);
    await copyFile(path, beside);
    await chmod(beside, 0o600);
    const content = begin(beside, path, spaceId);
    await flush(beside);
    // A server that finds the database has to find its keys as well, or it makes others.
    for (const { name, content: key } of content.files)
      if (!existsSync(join(folder, name))) writeWhole(join(folder, name), key);
    const setAside = isTaken ? await putAside(database, now) : null;
    try {
      await rename(beside, database);
    } catch (error) {
      if (setAside !== null) await moveParts(setAside, database);
      throw error;
    }
    await flush(folder);
    return { madeAt: content.madeAt, setAside };
  } catch (error) {
    await removeParts(beside);
    throw error;
  } finally {
    lock.release();
  }
}

/** Checks the copy of a backup, and makes it a space of a new epoch. */
function begin(beside: string, path: string, spaceId: SpaceId | undefined): BackupContent {
  let copy: Database | undefined;
  try {
    copy = openDatabase(beside, { synchronous: 'FULL' });
    copy.pragma('journal_mode = DELETE');
    const found = copy.pragma('integrity_check(1)', { simple: true });
    if (found !== 'ok') throw new BackupError('not_a_backup', `${path} is damaged: ${String(found)}.`);
    const content = requireBackup(copy, path, spaceId);
    const version = Number(copy.pragma('user_version', { simple: true }));
    if (version > migrations.length)
      throw new BackupError(
        'newer',
        `${path} was made by a newer version of Parley (its data has version ${version}, this build knows up to ${migrations.length}).`,
      );
    const open = copy;
    open.transaction(() => {
      dropContent(open);
      createSpaceRows(open).setEpoch(epochSchema.parse(randomUUID()));
    })();
    return content;
  } catch (error) {
    throw asBackupError(error, path);
  } finally {
    copy?.close();
  }
}

/** Renames a space, damaged or not, with all its parts. */
async function putAside(database: string, now: number): Promise<string> {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-');
  const aside = `${database}.before-${stamp}`;
  await moveParts(database, aside);
  return aside;
}

async function moveParts(from: string, to: string): Promise<void> {
  for (const part of PARTS) if (existsSync(from + part)) await rename(from + part, to + part);
}

/** Whether a restore into a folder was cut off where there is no space: what is there is not to be taken for a new one. */
export const isHalfRestored = (folder: string): boolean =>
  !existsSync(join(folder, DATABASE_FILE)) &&
  readdirSync(folder).some((name) => /^space\.sqlite\.(restoring|before-)/.test(name));

async function removeParts(path: string): Promise<void> {
  for (const part of [...PARTS, '-journal']) await rm(path + part, { force: true });
}
