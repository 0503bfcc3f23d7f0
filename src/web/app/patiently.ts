import type { Clock } from '../../client/clock.ts';
import { StorageError } from '../idb/StorageError.ts';

/** How long to wait before each further try, in ms: a browser that clears what is kept is not done at once. */
const WAITS_MS = [100, 400, 1_600, 6_400];

/** Tries to open again what the browser has taken away, a few times. Rejects as the last try does. */
export async function patiently<T>(clock: Clock, open: () => Promise<T>): Promise<T> {
  for (const wait of WAITS_MS) {
    try {
      return await open();
    } catch (error) {
      // No waiting makes it older.
      if (error instanceof StorageError && error.code === 'newer') throw error;
      // Tried again below, where the last one tells what is wrong.
      await new Promise<void>((resolve) => void clock.after(wait, resolve));
    }
  }
  return open();
}
