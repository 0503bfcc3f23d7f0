import { type Claim, type ClaimOptions, type ClaimSaid, hearClaims, YIELD_WITHIN_MS } from './Claim.ts';

const LOCK = 'parley-writer';
/** So long whoever asked has time to steal the lock, in ms: it may have been closed before it did. */
const STEAL_WITHIN_MS = 3_000;

/**
 * Claims by a Web Lock, which the browser gives up with whoever holds it: the next in the queue writes then. Taking over
 * asks the holder to stop first, and then steals the lock from it.
 */
export async function claimByLock(
  locks: Pick<LockManager, 'request'>,
  options: ClaimOptions,
): Promise<Claim> {
  const { id, build, channel, clock, report } = options;
  const say = (said: ClaimSaid) => channel.postMessage(said);
  let isWriter = false;
  /** Whether the lock is here, though another one may have been let write. */
  let isHolding = false;
  /** Whether it has neither written yet nor heard who does. */
  let isNew = true;
  let yielded: (() => void) | undefined;
  let changing = Promise.resolve();
  const first = Promise.withResolvers<void>();

  /** One change after the other: an engine must have ended before another begins. */
  function become(role: 'writer' | 'reader'): Promise<void> {
    isWriter = role === 'writer';
    if (isWriter) isNew = false;
    changing = changing
      .then(() => options.onRole(role))
      .catch((error: unknown) => report('a change of who writes failed', error));
    return changing;
  }

  /** Holds the lock for as long as it is let. */
  async function hold(): Promise<void> {
    isHolding = true;
    await become('writer');
    first.resolve();
    say({ type: 'writes', id, term: 0, build });
    await new Promise(() => undefined);
  }

  /** Rejects where it was stolen. */
  function request(lockOptions: LockOptions): void {
    locks
      .request(LOCK, lockOptions, async (lock) => {
        if (lock) return hold();
        await become('reader');
        first.resolve();
        say({ type: 'claims', id });
        request({});
      })
      .catch(async (error: unknown) => {
        if (!(error instanceof DOMException && error.name === 'AbortError'))
          return report('a lock failed', error);
        isHolding = false;
        if (isWriter) await become('reader');
        request({});
      });
  }

  /** The lock stays here until it is stolen: given up, the next in the queue would get it, whoever that is. */
  async function yieldTo(other: string): Promise<void> {
    await become('reader');
    say({ type: 'yields', id, to: other });
    clock.after(STEAL_WITHIN_MS, () => {
      if (isHolding && !isWriter)
        void become('writer').then(() => say({ type: 'writes', id, term: 0, build }));
    });
  }

  /** That the lock was stolen is told before anything is that was asked of the browser later. */
  async function recheck(): Promise<void> {
    await locks.request(`${LOCK}-recheck-${id}`, () => undefined);
    await changing;
  }

  async function takeOver(): Promise<void> {
    if (isWriter) return;
    await new Promise<void>((resolve) => {
      const cancel = clock.after(YIELD_WITHIN_MS, resolve);
      yielded = () => {
        cancel();
        resolve();
      };
      say({ type: 'asks', id });
    });
    yielded = undefined;
    request({ steal: true });
  }

  hearClaims(channel, id, (said) => {
    switch (said.type) {
      case 'claims':
        if (isWriter) say({ type: 'writes', id, term: 0, build });
        return;
      case 'writes':
        if (!isWriter && said.build !== build && isNew) void takeOver();
        isNew = false;
        return;
      case 'asks':
        if (isWriter) void yieldTo(said.id);
        return;
      case 'yields':
        if (said.to === id) yielded?.();
    }
  });
  request({ ifAvailable: true });
  await first.promise;
  return { takeOver, recheck };
}
