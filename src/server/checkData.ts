import { findFault } from '../sqlite/findFault.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';

export type CheckData = {
  /** The database. */
  path: string;
  /** The file of `src/sqlite/check.worker.ts`. */
  workerPath: string;
  clock: Clock;
  log: Log;
};

/** How long after the start, in milliseconds: whoever waits to come in comes first. */
const CHECK_AFTER_MS = 5_000;

/**
 * Reads once through the data that a server was started on, beside it, and tells whoever runs it where it is damaged: some of it
 * may be asked for by nobody for a long time, and backups get older meanwhile. Nothing is changed.
 */
export function checkData({ path, workerPath, clock, log }: CheckData): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let underWay: Promise<void> | undefined;
  const callOff = clock.after(CHECK_AFTER_MS, () => {
    underWay = look();
  });

  async function look(): Promise<void> {
    try {
      const fault = await findFault(workerPath, path, stopping.signal);
      if (fault !== null)
        log.error(
          { fault, path },
          'The data of this space is damaged. Stop the server and put a backup in its place: restore FILE --replace',
        );
    } catch (error) {
      if (!stopping.signal.aborted)
        log.warn({ err: error, path }, 'The data of this space cannot be checked.');
    }
  }

  return {
    async stop() {
      callOff();
      stopping.abort();
      await underWay;
    },
  };
}
