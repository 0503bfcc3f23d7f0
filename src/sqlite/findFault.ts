import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/**
 * What SQLite finds wrong with a database (`PRAGMA quick_check`), in its words; `null` where it is sound. That takes seconds for a
 * large one: in a thread of its own, beside the one that asks. `workerPath` is the file of `check.worker.ts`. Rejects where the
 * database cannot be read, and with the signal's reason once that is aborted.
 */
export async function findFault(
  workerPath: string,
  path: string,
  signal?: AbortSignal,
): Promise<string | null> {
  signal?.throwIfAborted();
  const worker = new Worker(workerPath, { workerData: path });
  try {
    const [found] = await once(worker, 'message', signal && { signal });
    return typeof found === 'string' ? found : null;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    await worker.terminate();
  }
}
