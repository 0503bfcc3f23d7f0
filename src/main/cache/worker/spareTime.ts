import type { Clock } from '../../../client/clock.ts';

/** Without a call for so long, in ms, the thread has time to spare. */
const QUIET_MS = 250;
/** So long after the first call, in ms, some is taken even if there is no quiet: what is put off must not pile up. */
const AT_LATEST_MS = 4_000;
/** Between two portions of work, in ms, for calls that wait. */
const PAUSE_MS = 2;

/** Work that is put off until nobody waits for anything else. */
export type SpareTime = {
  /** The thread was used, so that there may be something to do, and not just now. */
  used(): void;
  end(): void;
};

/** Does `work` in portions when nothing else is asked for; it says whether there is more of it. */
export function createSpareTime(work: () => boolean, clock: Clock): SpareTime {
  let cancel: (() => void) | undefined;
  let firstUse: number | undefined;
  /** Once begun, the work goes on between calls. */
  let isAtWork = false;
  let ended = false;

  function later(ms: number): void {
    cancel?.();
    cancel = clock.after(ms, portion);
  }

  function portion(): void {
    cancel = undefined;
    firstUse = undefined;
    isAtWork = work();
    if (isAtWork && !ended) later(PAUSE_MS);
  }

  return {
    used() {
      if (ended || isAtWork) return;
      const now = clock.now();
      firstUse ??= now;
      later(Math.max(0, Math.min(QUIET_MS, firstUse + AT_LATEST_MS - now)));
    },
    end() {
      ended = true;
      cancel?.();
    },
  };
}
