import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createHosting, type Hosting } from '../host/createHosting.ts';
import { lanAddresses } from '../host/lanAddresses.ts';
import { startHost } from '../host/startHost.ts';
import type { LocalSpace } from './createLocalSpace.ts';
import type { SpacesContext } from './SpacesContext.ts';

/** Where the data of a hosted space is. */
export const hostedFolder = (context: SpacesContext, folder: string): string =>
  join(context.dataFolder, 'hosted', folder);

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
    start(port, listener) {
      // Started again, it may have been renamed meanwhile: it keeps the name it has.
      const newName = space() === undefined ? name : undefined;
      return startHost(
        context.hostWorkerPath,
        { ...data, name: newName, port, secure: isSecure() },
        listener,
      );
    },
    addresses: (port) => lanAddresses(context.networkInterfaces(), port, isSecure()),
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
