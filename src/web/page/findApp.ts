import workerUrl from '../app.worker.ts?sharedworker&url';
import { browserClock } from '../clock.ts';
import type { FoundApp } from '../tabs/lastingApi.ts';
import { watchByBeats, watchByLock } from '../tabs/life.ts';
import { portApi } from '../tabs/portApi.ts';
import { NotBegun, preferWorker } from './preferWorker.ts';
import { leaveWorker, workerName } from './workerName.ts';
import { workersReach } from './workersReach.ts';

/** So long a worker has time to say that it is there, in ms: its script is loaded and run then. */
const BEGIN_WITHIN_MS = 2_000;
/** The script of the worker is named by what is in it, and so names the build, wherever the app runs. */
const script = new URL(workerUrl, location.href).href;

const report = (what: string, detail: unknown): void => console.error(what, detail);

/**
 * The app behind this tab: in a SharedWorker that all tabs share, or in this page where a browser has none, cannot start
 * it, or lets it reach nothing. One that is there and cannot begin is found all the same, and says so to whoever asks it.
 */
export const findApp = async (): Promise<FoundApp> =>
  preferWorker({
    inWorker: 'SharedWorker' in window && (await workersReach()) ? inWorker : undefined,
    inPage,
    report: (what, why) => console.warn(what, why),
  });

async function inPage(): Promise<FoundApp> {
  const { runApp } = await import('../runApp.ts');
  const { port1, port2 } = new MessageChannel();
  runApp(script).connect(port2);
  // It ends with the page.
  const watch = () => ({ ask: () => undefined, end: () => undefined });
  return { api: portApi(port1, report), watch };
}

async function inWorker(): Promise<FoundApp> {
  const name = workerName();
  const worker = new SharedWorker(script, { type: 'module', name });
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
