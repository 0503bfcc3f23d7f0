import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { lanHosts } from '../../shared/model/lanHosts.ts';
import { createHosting, type Hosting } from '../host/createHosting.ts';
import { startHost } from '../host/startHost.ts';
import type { LocalSpace } from './createLocalSpace.ts';
import type { SpaceEntry } from './entries.ts';
import type { SpacesContext } from './SpacesContext.ts';

/** Where the data of a hosted space is. */
export const hostedFolder = (context: SpacesContext, folder: string): string =>
  join(context.dataFolder, 'hosted', folder);

/** What a space is backed up into until its host chooses another folder: beside the space, and not in it. */
export const ownBackupFolder = (context: SpacesContext, folder: string): string =>
  join(context.dataFolder, 'backups', folder);

/** Where a space is backed up to. */
export const backupFolderOf = (
  context: SpacesContext,
  { folder, backupFolder }: NonNullable<SpaceEntry['hosting']>,
): string => backupFolder ?? ownBackupFolder(context, folder);

/** Daily, for a week. */
const BACKUPS = { everyMs: 24 * 60 * 60_000, keep: 7 };

/**
 * The server of a space hosted here, not yet started. `name` is that of a new space; `space` tells which one
 * it has become, once that is known. The setup code is what the owner's account takes (DESIGN §4): nobody
 * else on the network may be first, and nobody guesses it.
 */
export function createHostedServer(
  context: SpacesContext,
  folder: string,
  name: string | undefined,
  space: () => LocalSpace | undefined,
): { hosting: Hosting; setupCode: string } {
  const { log, clock, version, webFolder, checkWorkerPath } = context;
  const setupCode = randomBytes(24).toString('base64url');
  const dataFolder = hostedFolder(context, folder);
  const data = { dataFolder, host: '0.0.0.0', setupCode, version, webFolder, checkWorkerPath };
  // A new space speaks TLS until its host chooses something else.
  const isSecure = () => space()?.entry.hosting?.secure ?? true;
  const hosting = createHosting({
    start(port, listener, backup) {
      const { hosting: chosen, spaceId } = space()?.entry ?? {};
      const backupFolder = chosen ? backupFolderOf(context, chosen) : ownBackupFolder(context, folder);
      // Started again, it may have been renamed meanwhile: it keeps the name it has.
      const newName = space() === undefined ? name : undefined;
      return startHost(
        context.hostWorkerPath,
        {
          ...{ ...data, name: newName, port, secure: isSecure() },
          backups: { ...BACKUPS, folder: backupFolder },
          ...(backup !== undefined && spaceId !== undefined && { restore: { path: backup, spaceId } }),
        },
        listener,
      );
    },
    addresses: (port) =>
      lanHosts(context.networkInterfaces()).map(
        (host) => `${isSecure() ? 'https' : 'http'}://${host}:${port}`,
      ),
    clock,
    log,
    onChange() {
      space()
        ?.hostingChanged()
        .catch((error: unknown) => log.error('the app could not follow its server', error));
    },
  });
  return { hosting, setupCode };
}
