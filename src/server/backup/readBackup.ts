import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import type { BackupFile } from '../../shared/model/backup.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import { DatabaseError, toDatabaseError } from '../../sqlite/DatabaseError.ts';
import { type Database, openToRead } from '../../sqlite/openDatabase.ts';
import { createSpaceRows } from '../store/sqlite/spaceRows.ts';
import { BackupError } from './BackupError.ts';
import { type BackupContent, readContent } from './backupTables.ts';

/** What an open database holds beside its data as the backup of a space, of `spaceId` where that is given. Throws `BackupError`. */
export function requireBackup(database: Database, path: string, spaceId: SpaceId | undefined): BackupContent {
  const content = readContent(database);
  if (content === undefined) throw new BackupError('not_a_backup', `${path} is not a backup of a space.`);
  if (spaceId !== undefined && createSpaceRows(database).find()?.id !== spaceId)
    throw new BackupError('other_space', `${path} is a backup of another space.`);
  return content;
}

/** What is thrown while a file is read that is damaged, or something else, in the words of who took it for a backup. */
export function asBackupError(thrown: unknown, path: string): unknown {
  const error = toDatabaseError(thrown, path);
  const isNone = (error instanceof DatabaseError && error.code === 'damaged') || error instanceof z.ZodError;
  if (!isNone) return error;
  return new BackupError('not_a_backup', `${path} is damaged, or not a backup of a space.`, { cause: error });
}

/** Looks into a backup of this space, as little as is needed to tell when it was made, and leaves it as it is. Throws `BackupError`. */
export function readBackup(path: string, spaceId: SpaceId): BackupFile {
  if (!existsSync(path)) throw new BackupError('missing', `There is no file ${path}.`);
  let file: Database | undefined;
  try {
    file = openToRead(path);
    const { madeAt } = requireBackup(file, path, spaceId);
    return { name: basename(path), madeAt, bytes: statSync(path).size };
  } catch (error) {
    throw asBackupError(error, path);
  } finally {
    file?.close();
  }
}
