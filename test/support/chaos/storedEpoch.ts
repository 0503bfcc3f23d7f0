import { join } from 'node:path';
import { onCopy } from '../damage/onCopy.ts';

/** Which past of the server the cache of a client that does not run holds; `undefined` where it holds none, or cannot be read. */
export const storedEpoch = (folder: string): string | undefined =>
  onCopy<string | undefined>(
    join(folder, 'cache.sqlite'),
    (copy) => {
      const row = copy.prepare('SELECT epoch FROM space').get() as { epoch: string | null } | undefined;
      return row?.epoch ?? undefined;
    },
    () => undefined,
  );
