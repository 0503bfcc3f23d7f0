const KEY = 'parley-worker';
const FIRST = 'parley 1';

/**
 * The name of the SharedWorker that all tabs of this browser share. One that has ended may still be there by its name, and
 * takes ports that nobody answers: the next one has the next name, which every tab that saw the end makes alike, and which
 * tabs that come later find in `localStorage`.
 */
export function workerName(storage: Pick<Storage, 'getItem'> | undefined = storageOf()): string {
  const kept = storage?.getItem(KEY);
  return kept != null && numberIn(kept) !== undefined ? kept : FIRST;
}

/** The worker of this name has ended: it is named so no more. */
export function leaveWorker(
  name: string,
  storage: Pick<Storage, 'getItem' | 'setItem'> | undefined = storageOf(),
): void {
  // Another tab may have been quicker.
  if (workerName(storage) === name) storage?.setItem(KEY, `parley ${(numberIn(name) ?? 0) + 1}`);
}

const numberIn = (name: string): number | undefined => {
  const number = /^parley (\d{1,9})$/.exec(name)?.[1];
  return number === undefined ? undefined : Number(number);
};

/** A browser that keeps nothing throws where it is only looked at. */
function storageOf(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
