import { v4 } from 'uuid';
import { afterEach, expect, it } from 'vitest';
import { browserClock } from '../../src/web/clock.ts';
import type { Claim, Role } from '../../src/web/tabs/Claim.ts';
import { claimByLock } from '../../src/web/tabs/claimByLock.ts';
import { soon } from '../support/soon.ts';

/** Locks of real tabs' kind, which a test can take from one of them as the browser does when it is closed. */
function createTab(build = 'one') {
  const roles: Role[] = [];
  const channel = new BroadcastChannel(name);
  channels.push(channel);
  let close: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  const locks = {
    request: (lock: string, ...rest: [LockOptions, (lock: Lock | null) => Promise<void>]) => {
      const [options, held] = rest;
      return navigator.locks.request(`${name} ${lock}`, options, (given) =>
        given ? Promise.race([closed, held(given)]) : held(given),
      );
    },
  } as Pick<LockManager, 'request'>;
  const claim: Promise<Claim> = claimByLock(locks, {
    id: v4(),
    build,
    channel,
    clock: browserClock,
    onRole: async (role) => void roles.push(role),
    report: (what, detail) => reports.push([what, detail]),
  });
  return { roles, claim, close: () => close(), role: () => roles.at(-1) };
}

let name = v4();
let channels: BroadcastChannel[] = [];
let reports: unknown[] = [];
afterEach(() => {
  for (const channel of channels) channel.close();
  [name, channels] = [v4(), []];
  expect(reports).toEqual([]);
  reports = [];
});

it('the first tab writes; the next goes on by itself once that is closed', async () => {
  const first = createTab();
  await first.claim;
  const second = createTab();
  await second.claim;
  expect([first.role(), second.role()]).toEqual(['writer', 'reader']);
  first.close();
  await soon(() => expect(second.role()).toBe('writer'));
});

it('takes over: the one that writes reads then, and is not the one to go on', async () => {
  const first = createTab();
  await first.claim;
  const second = createTab();
  const third = createTab();
  await second.claim;
  await (await third.claim).takeOver();
  await soon(() => expect(third.role()).toBe('writer'));
  expect([first.role(), second.role()]).toEqual(['reader', 'reader']);
  third.close();
  await soon(() => expect([first.role(), second.role()]).toContain('writer'));
});

it('a build that is loaded later takes the place of another', async () => {
  const old = createTab('old');
  await old.claim;
  const next = createTab('new');
  await soon(() => expect(next.role()).toBe('writer'));
  expect(old.roles).toEqual(['writer', 'reader']);
});
