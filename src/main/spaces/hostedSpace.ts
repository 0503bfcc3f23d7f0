import { AppFault } from '../../client/app/AppFault.ts';
import type { LocalSpace } from './createLocalSpace.ts';

/** A space of this computer with the server that it has here, and what its host chose. Throws `AppFault` where it has none. */
export function hostedSpace(space: LocalSpace | undefined) {
  const chosen = space?.entry.hosting;
  if (!space?.hosting || !chosen)
    throw new AppFault('not_found', 'This space is not hosted on this computer.');
  return { space, hosting: space.hosting, chosen };
}
