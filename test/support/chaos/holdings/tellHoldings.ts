import { renameSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/**
 * Loaded before anything else (`--import`, with `--expose-gc`): whenever this process is sent `SIGUSR2`, it cleans up and writes what
 * memory it still holds into the file `PARLEY_CHAOS_HOLDINGS`, whole or not at all.
 */
const path = process.env['PARLEY_CHAOS_HOLDINGS'];

if (path !== undefined && isMainThread)
  process.on('SIGUSR2', () => {
    // Twice: what the first one finalizes lets go of more.
    globalThis.gc?.();
    globalThis.gc?.();
    writeFileSync(`${path}.new`, JSON.stringify(process.memoryUsage()));
    renameSync(`${path}.new`, path);
  });
