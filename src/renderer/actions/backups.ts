import type { AppError, AppOutput } from '../../shared/ipc/contract.ts';
import type { BackupFile } from '../../shared/model/backup.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import type { App } from '../store/app.ts';

/** Has a hosted space backed up now; what comes of it is told as the space changes. */
export async function backUpNow(app: App, spaceId: SpaceId): Promise<AppError | null> {
  const begun = await app.api.call('hosting:backUp', { spaceId });
  return begun.ok ? null : begun.error;
}

/** Asks for another folder, or with `own` takes the app's own. */
export async function chooseBackupFolder(app: App, spaceId: SpaceId, own: boolean): Promise<AppError | null> {
  const chosen = await app.api.call('hosting:chooseBackupFolder', { spaceId, own });
  return chosen.ok ? null : chosen.error;
}

/** Asks for a file to restore from; `null` when the person thought better of it. */
export async function chooseBackup(app: App, spaceId: SpaceId): Promise<BackupFile | null | AppError> {
  const chosen = await app.api.call('hosting:chooseBackup', { spaceId });
  return chosen.ok ? chosen.data.backup : chosen.error;
}

/** Puts a hosted space back: to a kept backup by its name, or with `null` to the file that was chosen. */
export async function restoreBackup(
  app: App,
  spaceId: SpaceId,
  name: string | null,
): Promise<AppOutput<'hosting:restore'> | AppError> {
  const restored = await app.api.call('hosting:restore', { spaceId, name });
  return restored.ok ? restored.data : restored.error;
}
