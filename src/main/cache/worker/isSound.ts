import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/**
 * Whether SQLite finds nothing wrong with a database (`PRAGMA quick_check`), which takes seconds for a large
 * one: in a thread of its own, beside the one that uses it. `workerPath` is the file of `check.worker.ts`.
 */
export async function isSound(workerPath: string, path: string): Promise<boolean> {
  const [sound] = await once(new Worker(workerPath, { workerData: path }), 'message');
  return sound === true;
}
