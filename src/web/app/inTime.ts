import type { Clock } from '../../client/clock.ts';
import { StorageError } from '../idb/StorageError.ts';

/** So long the browser's storage has time to answer, in ms; it mostly takes a few. */
export const ANSWER_WITHIN_MS = 10_000;

/**
 * What the browser's storage answers. It may never: what is asked of a database waits for whoever changes or deletes it, who
 * waits for all that hold it, and no event tells that. Rejects with a `StorageError` of the code `blocked` then; what comes
 * after all is given to `drop`.
 */
export function inTime<T>(
  clock: Clock,
  what: string,
  asked: Promise<T>,
  drop: (late: T) => void = () => undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const cancel = clock.after(ANSWER_WITHIN_MS, () => {
      isLate = true;
      reject(new StorageError('blocked', `${what} is held by another tab, or the browser is slow.`));
    });
    asked.then(
      (answer) => {
        cancel();
        if (isLate) drop(answer);
        else resolve(answer);
      },
      (error: unknown) => {
        cancel();
        reject(error);
      },
    );
  });
}
