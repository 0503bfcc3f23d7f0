import { basename, join } from 'node:path';
import { AppFault } from '../../client/app/AppFault.ts';
import type { AppSpaces } from '../../client/app/createHandlers.ts';
import type { AppErrorCode } from '../../shared/ipc/contract.ts';
import type { BackupFailure } from '../../shared/model/backup.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import { lookAtBackups, RestoreError } from '../host/lookAtBackups.ts';
import { HostError } from '../host/startHost.ts';
import { backupFolderOf } from './createHostedServer.ts';
import type { LocalSpace } from './createLocalSpace.ts';
import { hostedSpace } from './hostedSpace.ts';
import type { SpacesContext } from './SpacesContext.ts';

/** What a window has words for, of a backup and of a server that does not start from one; of anything else the message tells. */
const codes: Partial<Record<BackupFailure | HostError['code'], AppErrorCode>> = {
  full: 'full',
  missing: 'not_found',
  not_a_backup: 'not_a_backup',
  other_space: 'different_space',
  newer: 'client_too_old',
  newer_data: 'client_too_old',
  port_taken: 'port_taken',
  folder_locked: 'folder_locked',
};

function refuse(error: unknown): never {
  if (error instanceof RestoreError) throw new AppFault(codes[error.reason] ?? 'internal', error.message);
  if (error instanceof HostError) throw new AppFault(codes[error.code] ?? 'internal', error.message);
  throw error;
}

/** Backups of the spaces that are hosted on this computer: where, now, which there are, and back. Rejects with `AppFault`. */
export function createBackingUp(
  context: SpacesContext,
  known: (spaceId: SpaceId) => LocalSpace | undefined,
): Pick<AppSpaces, 'backups' | 'backUp' | 'chooseBackupFolder' | 'chooseBackup' | 'restore'> {
  /** The file that was chosen last for each space: a window names no paths. */
  const chosenFiles = new Map<SpaceId, string>();
  const folderOf = (spaceId: SpaceId): string => backupFolderOf(context, hostedSpace(known(spaceId)).chosen);

  /** What a folder holds; `null` where it cannot be read: where it is is told all the same, so that another one can be chosen. */
  const keptIn = (folder: string, spaceId: SpaceId) =>
    lookAtBackups(context.backupsWorkerPath, { type: 'kept', folder, spaceId }).catch((error: unknown) => {
      if (!(error instanceof RestoreError)) throw error;
      context.log.warn('the backups of a space could not be listed', error);
      return null;
    });

  function pathOf(spaceId: SpaceId, name: string | null): string {
    const path = name === null ? chosenFiles.get(spaceId) : join(folderOf(spaceId), name);
    if (path === undefined || (name !== null && basename(path) !== name))
      throw new AppFault('not_found', 'There is no such backup.');
    return path;
  }

  return {
    async backups({ spaceId }) {
      const folder = folderOf(spaceId);
      const kept = await keptIn(folder, spaceId);
      return { folder, isOwn: hostedSpace(known(spaceId)).chosen.backupFolder === null, kept };
    },

    async backUp({ spaceId }) {
      const running = hostedSpace(known(spaceId)).hosting.running();
      if (running === undefined) throw new AppFault('offline', 'The server of this space does not run.');
      running.backUp();
    },

    async chooseBackupFolder({ spaceId, own }) {
      const folder = own ? null : await context.choosePath('folder', folderOf(spaceId));
      if (!own && folder === null) return { chosen: false };
      hostedSpace(known(spaceId)).space.backUpInto(folder);
      await hostedSpace(known(spaceId)).hosting.backUpInto(folderOf(spaceId));
      return { chosen: true };
    },

    async chooseBackup({ spaceId }) {
      const path = await context.choosePath('file', folderOf(spaceId));
      if (path === null) return { backup: null };
      const [backup = null] = await lookAtBackups(context.backupsWorkerPath, {
        type: 'read',
        path,
        spaceId,
      }).catch(refuse);
      chosenFiles.set(spaceId, path);
      return { backup };
    },

    async restore({ spaceId, name }) {
      const { hosting, chosen } = hostedSpace(known(spaceId));
      const view = hosting.view();
      // A damaged space does not run on the other port that its host chose because the first one was taken.
      const port = view.status === 'failed' ? view.port : chosen.port;
      return hosting.restore(pathOf(spaceId, name), port).catch(refuse);
    },
  };
}
