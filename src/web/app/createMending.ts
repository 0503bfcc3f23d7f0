import type { Log } from '../../client/app/Log.ts';
import type { Clock } from '../../client/clock.ts';
import type { Fault } from './openStores.ts';

/** What does not answer again so soon after it was opened anew is not merely out of reach, in ms. */
const AGAIN_WITHIN_MS = 60_000;
/** How long what cannot begin anew is left alone then, in ms. */
const PAUSE_MS = 10_000;

export type MendingOptions = {
  clock: Clock;
  log: Log;
  /** Whether this tab may write, and so make anything whole. */
  writes: boolean;
  isOver(): boolean;
  /** Ends what was open. */
  shut(): Promise<void>;
  /** Opens it anew; `deletesCache`: with an empty cache. */
  openAnew(fault: Fault, deletesCache: boolean): Promise<void>;
};

/** Mends what goes wrong with a space's databases while they are in use, one fault after the other. */
export function createMending({ clock, log, writes, isOver, shut, openAnew }: MendingOptions) {
  let mending: Promise<void> | undefined;
  /** When the browser's storage last did not answer, in ms. */
  let unreadableAt = Number.NEGATIVE_INFINITY;

  async function startOver(fault: Fault): Promise<void> {
    const { store, error } = fault;
    log.error(`the ${store} is of no use any more`, error);
    const isAgain = error.code === 'unreadable' && clock.now() - unreadableAt < AGAIN_WITHIN_MS;
    if (error.code === 'unreadable') unreadableAt = clock.now();
    const deletesCache = writes && store === 'cache' && (error.code === 'damaged' || isAgain);
    await shut();
    if (isOver()) return;
    if (isAgain && !deletesCache) await new Promise<void>((resolve) => void clock.after(PAUSE_MS, resolve));
    await openAnew(fault, deletesCache);
  }

  return {
    /** What is being mended; whoever asks for the space waits for it. */
    underWay: (): Promise<void> | undefined => mending,

    /** All that was kept may be gone, or out of reach: it is opened anew. */
    mend(fault: Fault): void {
      // Nothing makes these whole but the tab that writes, or a person: whoever asks is told.
      const isHopeless = fault.error.code === 'damaged' && (!writes || fault.store === 'outbox');
      if (isOver() || isHopeless) return;
      const mine = (mending ?? Promise.resolve())
        .then(() => (isOver() ? undefined : startOver(fault)))
        .catch((error: unknown) => log.error('the space could not be opened anew', error))
        .finally(() => {
          if (mending === mine) mending = undefined;
        });
      mending = mine;
    },
  };
}
