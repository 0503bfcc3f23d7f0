import type { Clock } from '../../client/clock.ts';
import { StorageError, type StorageErrorCode } from '../idb/StorageError.ts';

/** How long to wait before each further try, in ms: a browser that clears what is kept is not done at once. */
const WAITS_MS = [100, 400, 1_600, 6_400];
/** What no waiting mends, or what was waited for already. */
const lasting = new Set<StorageErrorCode>(['newer', 'damaged', 'full', 'blocked']);

/** Tries again what the browser's storage refuses, a few times. Rejects as the last try does. */
export async function patiently<T>(clock: Clock, attempt: () => Promise<T>): Promise<T> {
  for (const wait of WAITS_MS) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof StorageError && lasting.has(error.code)) throw error;
      // Tried again below, where the last one tells what is wrong.
      await new Promise<void>((resolve) => void clock.after(wait, resolve));
    }
  }
  return attempt();
}
