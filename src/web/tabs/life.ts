import { v4 } from 'uuid';
import type { Clock } from '../../client/clock.ts';
import type { PortApi } from './portApi.ts';

/** So long an app has time to answer a tab that somebody looks at, in ms. */
const ANSWER_WITHIN_MS = 10_000;
/** So often it is asked, in ms. */
const ASK_EVERY_MS = 30_000;
/** A timer that is later than this, in ms, ran in a page that stood still: the answer may be about to come. */
const LATE_MS = 2_000;

type Report = (what: string, detail: unknown) => void;

/**
 * Takes a lock that is let go with whoever called this, a worker or a page: the browser itself tells of its end then.
 * Resolves with its name; with `null` where there are no locks, as on plain HTTP, or none are given.
 */
export async function holdLock(
  locks: Pick<LockManager, 'request'> | undefined,
  report: Report,
): Promise<string | null> {
  if (!locks) return null;
  const name = `parley-app-${v4()}`;
  const { promise: held, resolve } = Promise.withResolvers<string | null>();
  locks
    .request(name, () => {
      resolve(name);
      return new Promise(() => undefined);
    })
    .catch((error: unknown) => {
      report('the app holds no lock', error);
      resolve(null);
    });
  return held;
}

/** How a tab learns that the app behind it has ended: a port says nothing of it. */
export type Life = {
  /** Somebody waits for an answer: it had better be there. */
  ask(): void;
  /** It need not be watched any more. */
  end(): void;
};

/** Being given the app's lock means that the app is gone. */
export function watchByLock(
  locks: Pick<LockManager, 'request'>,
  lock: string,
  onDeath: () => void,
  report: Report,
): Life {
  const ended = new AbortController();
  locks
    .request(lock, { signal: ended.signal }, () => onDeath())
    .catch((error: unknown) => {
      if (!ended.signal.aborted) report('the app cannot be watched', error);
    });
  return { ask: () => undefined, end: () => ended.abort() };
}

export type BeatsOptions = {
  api: Pick<PortApi, 'tell' | 'onHeard'>;
  clock: Clock;
  /** Whether somebody may see the tab: a hidden one is slow by the browser's will. */
  isSeen(): boolean;
  onDeath(): void;
};

/** Where there are no locks the app is asked, and has to say something in time. */
export function watchByBeats({ api, clock, isSeen, onDeath }: BeatsOptions): Life {
  let isAsking = false;
  let hasEnded = false;
  let isHeard = false;
  api.onHeard(() => {
    isHeard = true;
  });

  function ask(): void {
    if (isAsking || hasEnded || !isSeen()) return;
    isAsking = true;
    isHeard = false;
    const askedAt = clock.now();
    api.tell({ type: 'beats' });
    clock.after(ANSWER_WITHIN_MS, () => {
      isAsking = false;
      if (isHeard || hasEnded) return;
      if (!isSeen() || clock.now() - askedAt > ANSWER_WITHIN_MS + LATE_MS) return ask();
      onDeath();
    });
  }
  function askOn(): void {
    if (hasEnded) return;
    ask();
    clock.after(ASK_EVERY_MS, askOn);
  }
  askOn();

  return {
    ask,
    end() {
      hasEnded = true;
    },
  };
}
