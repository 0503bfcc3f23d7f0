import { v4 } from 'uuid';
import { createSocketTransport } from '../client/connection/socketTransport.ts';
import { deviceName } from './app/deviceName.ts';
import { fetchWithin } from './app/fetchWithin.ts';
import { openKept } from './app/openKept.ts';
import { prepareStorage } from './app/storage.ts';
import { idbStores } from './app/stores.ts';
import { browserClock } from './clock.ts';
import { consoleLog as log } from './log.ts';
import { beginApp } from './tabs/beginApp.ts';
import type { Claim, Role } from './tabs/Claim.ts';
import { claimByChannel } from './tabs/claimByChannel.ts';
import { claimByLock } from './tabs/claimByLock.ts';
import { holdLock } from './tabs/life.ts';
import { startApp } from './tabs/startApp.ts';

/** Put here by the build. */
declare const __VERSION__: string;

/** The name of what the apps of one origin talk over. */
const CHANNEL = 'parley';

/**
 * Composes the app behind the tabs, in a SharedWorker or in a page: everything is made here and given to what needs it.
 * `build` is the same in both, so that a page which has to do without the worker takes nothing from one of its own build.
 */
export function runApp(build: string): ReturnType<typeof beginApp> {
  const every = (navigator as { locks?: LockManager }).locks;
  return beginApp({ begin: () => compose(build, every), lock: holdLock(every, log.warn), log });
}

async function compose(build: string, every: LockManager | undefined): ReturnType<typeof startApp> {
  const storage = await prepareStorage(browserClock);
  const kept = await openKept(browserClock, log);
  // What is in memory alone is nobody else's: then every app writes its own.
  const isShared = storage === 'kept' && 'BroadcastChannel' in globalThis;
  const channel = isShared ? new BroadcastChannel(CHANNEL) : undefined;
  const locks = isShared ? every : undefined;

  async function claim(onRole: (role: Role) => Promise<void>): Promise<Claim> {
    if (channel) {
      const options = {
        id: v4(),
        build,
        channel,
        clock: browserClock,
        onRole,
        report: log.warn,
      };
      return locks ? claimByLock(locks, options) : claimByChannel(options);
    }
    await onRole('writer');
    return { takeOver: async () => undefined, recheck: async () => undefined };
  }

  return startApp({
    origin: location.origin,
    version: __VERSION__,
    device: deviceName(navigator),
    storage: kept.isRenewed ? 'renewed' : storage,
    kept,
    stores: idbStores(log),
    transport: createSocketTransport(fetchWithin),
    clock: browserClock,
    random: Math.random,
    log,
    locks,
    channel,
    claim,
  });
}
