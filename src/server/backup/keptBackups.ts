import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupFile } from '../../shared/model/backup.ts';
import type { SpaceId } from '../../shared/model/ids.ts';

/** `parley-<space>-20260131T120000Z.sqlite`: names sort by time. */
export const nameOfBackup = (spaceId: SpaceId, at: number): string =>
  `parley-${spaceId}-${new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')}.sqlite`;

/** When a file of this name was made, UTC ms; `NaN` where it is no backup of this space. */
export function timeOfBackup(name: string, spaceId: SpaceId): number {
  const [, stamp = ''] = /^parley-.*-(\d{8}T\d{6}Z)\.sqlite$/.exec(name) ?? [];
  if (name !== `parley-${spaceId}-${stamp}.sqlite`) return Number.NaN;
  return Date.parse(stamp.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
}

/** The backups of this space that a folder holds, oldest first. Other files of the folder are none of ours. */
export async function keptBackups(folder: string, spaceId: SpaceId): Promise<BackupFile[]> {
  const named = (await readdir(folder)).map((name) => ({ name, madeAt: timeOfBackup(name, spaceId) }));
  const found = named.filter(({ madeAt }) => !Number.isNaN(madeAt));
  const kept = await Promise.all(
    found.map(async (file) => ({ ...file, bytes: await sizeOf(join(folder, file.name)) })),
  );
  return kept.filter((file): file is BackupFile => file.bytes !== null).sort((a, b) => a.madeAt - b.madeAt);
}

/** In bytes; `null` where it has gone since its name was read, or only leads to what is gone. */
async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
