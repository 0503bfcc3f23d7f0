import { browserClock } from '../clock.ts';
import type { FoundApp } from '../tabs/lastingApi.ts';
import { watchByBeats, watchByLock } from '../tabs/life.ts';
import { portApi } from '../tabs/portApi.ts';
import { leaveWorker, workerName } from './workerName.ts';

/** So long a worker has time to begin, in ms, and so often it is asked for. One that is slow is the same at the next try, and further. */
const BEGIN_WITHIN_MS = 2_000;
const TRIES = 5;

class NotBegun extends Error {
  override readonly name = 'NotBegun';
}

const report = (what: string, detail: unknown): void => console.error(what, detail);

/**
 * The app behind this tab: in a SharedWorker that all tabs share, or in this page where a browser has none or cannot start
 * it. One that is there and cannot begin is found all the same, and says so to whoever asks it.
 */
export async function findApp(): Promise<FoundApp> {
  const hasWorkers = 'SharedWorker' in window;
  for (let tries = hasWorkers ? TRIES : 0; tries > 0; tries -= 1)
    try {
      return await inWorker();
    } catch (error) {
      console.warn(tries > 1 ? 'The app is looked for again:' : 'The app runs in this page:', error);
      if (!(error instanceof NotBegun)) break;
    }
  const { runApp } = await import('../runApp.ts');
  const { port1, port2 } = new MessageChannel();
  runApp().connect(port2);
  // It ends with the page.
  const watch = () => ({ ask: () => undefined, end: () => undefined });
  return { api: portApi(port1, report), watch };
}

async function inWorker(): Promise<FoundApp> {
  const name = workerName();
  const worker = new SharedWorker(new URL('../app.worker.ts', import.meta.url), { type: 'module', name });
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', () => reject(new Error('the worker could not be loaded')));
    setTimeout(() => reject(new NotBegun('the worker did not begin')), BEGIN_WITHIN_MS);
  });
  const api = portApi(worker.port, report);
  try {
    const lock = await Promise.race([api.ready, failed]);
    const leave = (onDeath: () => void) => () => {
      leaveWorker(name);
      onDeath();
    };
    return { api, watch: (onDeath) => watch(api, lock, leave(onDeath)) };
  } catch (error) {
    // One that begins late must not count this tab among its own.
    api.end();
    throw error;
  }
}

function watch(
  api: FoundApp['api'],
  lock: string | null,
  onDeath: () => void,
): ReturnType<FoundApp['watch']> {
  const { locks } = navigator as { locks?: LockManager };
  if (lock !== null && locks) return watchByLock(locks, lock, onDeath, report);
  const isSeen = (): boolean => document.visibilityState === 'visible';
  return watchByBeats({ api, clock: browserClock, isSeen, onDeath });
}
