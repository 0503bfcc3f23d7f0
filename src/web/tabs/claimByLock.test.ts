import { afterEach, expect, it } from 'vitest';
import { soon } from '../../../test/support/soon.ts';
import type { ClaimSaid, Role } from './Claim.ts';
import { claimByLock } from './claimByLock.ts';

let channels: BroadcastChannel[] = [];
afterEach(() => {
  for (const channel of channels) channel.close();
  channels = [];
});
function open(name: string): BroadcastChannel {
  const channel = new BroadcastChannel(name);
  channels.push(channel);
  return channel;
}

it('one that let another write goes on if that was closed before it took the lock', async () => {
  const due: (() => void)[] = [];
  const clock = {
    now: () => 0,
    after(_ms: number, run: () => void) {
      due.push(run);
      return () => undefined;
    },
  };
  const roles: Role[] = [];
  const ghost = open('one');
  const heard: ClaimSaid[] = [];
  ghost.onmessage = (event) => heard.push((event as MessageEvent<ClaimSaid>).data);
  const claim = await claimByLock(navigator.locks, {
    id: 'writer',
    build: 'one',
    channel: open('one'),
    clock,
    onRole: async (role) => void roles.push(role),
    report: (what) => {
      throw new Error(what);
    },
  });
  await claim.recheck();
  expect(roles).toEqual(['writer']);
  ghost.postMessage({ type: 'asks', id: 'ghost' } satisfies ClaimSaid);
  await soon(() => expect(heard.at(-1)?.type).toBe('yields'));
  expect(roles).toEqual(['writer', 'reader']);
  await soon(() => {
    for (const run of due.splice(0)) run();
    expect(roles).toEqual(['writer', 'reader', 'writer']);
  });
  await soon(() => expect(heard.at(-1)?.type).toBe('writes'));
});
