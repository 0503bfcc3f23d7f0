import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';

/** What a process holds. */
export type Holdings = {
  /** What is in use of its heap once it has cleaned up, with what hangs on that outside of it, in megabytes. */
  heap: number;
  /** What is resident of all of it, its threads and databases included, in megabytes. */
  resident: number;
  /** How many descriptors it has open. */
  descriptors: number;
};

const said = z.object({ heapUsed: z.number(), external: z.number(), rss: z.number() });
const MEGABYTE = 1024 * 1024;
const LOOK_EVERY_MS = 10;

/** How a process is started so that it can be asked, saying it in the file at `path`. */
export const tellingHoldings = (path: string) => ({
  flags: ['--expose-gc', '--import', join(import.meta.dirname, 'tellHoldings.ts')],
  env: { PARLEY_CHAOS_HOLDINGS: path },
});

/** Why nothing can be measured here; `undefined` where it can. */
export const whyNotMeasured =
  process.platform === 'linux' ? undefined : 'descriptors are counted in /proc, which is of Linux';

/** Asks a process that was started with `tellingHoldings(path)`; one that is paused answers later. Rejects with the signal's reason. */
export async function readHoldings(pid: number, path: string, signal: AbortSignal): Promise<Holdings> {
  rmSync(path, { force: true });
  process.kill(pid, 'SIGUSR2');
  while (!existsSync(path)) await wait(LOOK_EVERY_MS, undefined, { signal });
  const { heapUsed, external, rss } = said.parse(JSON.parse(readFileSync(path, 'utf8')));
  return {
    heap: (heapUsed + external) / MEGABYTE,
    resident: rss / MEGABYTE,
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
  };
}
