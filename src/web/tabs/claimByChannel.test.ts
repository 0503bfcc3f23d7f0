import { expect, it } from 'vitest';
import type { Claim, Role } from './Claim.ts';
import { claimByChannel } from './claimByChannel.ts';

/** Apps of one origin that talk over one channel, on a clock that a test moves. */
function createOrigin() {
  let now = 0;
  const timers = new Set<{ at: number; callback: () => void }>();
  const hearing = new Map<string, (data: unknown) => void>();
  const frozen = new Set<string>();
  const roles = new Map<string, Role[]>();
  const clock = {
    now: () => now,
    after(ms: number, callback: () => void) {
      const timer = { at: now + ms, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
  };
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };

  function open(id: string, build = 'one'): Promise<Claim> {
    const told: Role[] = [];
    roles.set(id, told);
    const channel = {
      postMessage(data: unknown) {
        if (frozen.has(id)) return;
        for (const [other, hear] of hearing)
          if (other !== id) void Promise.resolve().then(() => frozen.has(other) || hear(data));
      },
      addEventListener: (_type: string, hear: unknown) => {
        hearing.set(id, (data) => (hear as (event: { data: unknown }) => void)({ data }));
      },
    };
    return claimByChannel({
      id,
      build,
      channel: channel as unknown as BroadcastChannel,
      clock: {
        now: clock.now,
        after: (ms, callback) => clock.after(ms, () => frozen.has(id) || callback()),
      },
      onRole: async (role) => void told.push(role),
      report: (what, detail) => {
        throw new Error(`${what}: ${String(detail)}`);
      },
    });
  }

  return {
    open,
    settle,
    freeze: (id: string) => frozen.add(id),
    thaw: (id: string) => frozen.delete(id),
    role: (id: string) => roles.get(id)?.at(-1),
    roles: (id: string) => roles.get(id),
    async pass(ms: number) {
      await settle();
      for (const until = now + ms; now < until; ) {
        now = Math.min(until, now + 50);
        for (const timer of [...timers])
          if (timer.at <= now && timers.delete(timer)) {
            timer.callback();
            await settle();
          }
      }
    },
    writers: () => [...roles].filter(([, told]) => told.at(-1) === 'writer').map(([id]) => id),
  };
}

it('the first tab writes, and those after it read', async () => {
  const origin = createOrigin();
  void origin.open('b');
  await origin.pass(1000);
  void origin.open('a');
  void origin.open('c');
  await origin.pass(1000);
  expect(origin.writers()).toEqual(['b']);
  expect([origin.role('a'), origin.role('c')]).toEqual(['reader', 'reader']);
});

it('of several that open at once one writes', async () => {
  const origin = createOrigin();
  for (const id of ['c', 'a', 'd', 'b']) void origin.open(id);
  await origin.pass(1000);
  expect(origin.writers()).toEqual(['a']);
  // Nobody was told to write and then not to: nothing can have been sent twice.
  expect(['b', 'c', 'd'].flatMap((id) => origin.roles(id))).toEqual(['reader', 'reader', 'reader']);
});

it('one that reads goes on by itself once the one that writes is gone, or frozen', async () => {
  const origin = createOrigin();
  for (const id of ['a', 'b', 'c']) void origin.open(id);
  await origin.pass(1000);
  origin.freeze('a');
  await origin.pass(5000);
  expect(origin.role('c')).toBe('reader');
  expect(origin.role('b')).toBe('writer');
});

it('one that was frozen while another took its place reads when it comes back', async () => {
  const origin = createOrigin();
  const claim = origin.open('a');
  void origin.open('b');
  await origin.pass(1000);
  origin.freeze('a');
  await origin.pass(5000);
  origin.thaw('a');
  // Who must not write any more knows it before it goes on.
  let known: unknown;
  void (await claim).recheck().then(() => {
    known = origin.role('a');
  });
  await origin.pass(1000);
  expect(known).toBe('reader');
  expect(origin.writers()).toEqual(['b']);
});

it('takes over: the one that writes stops first', async () => {
  const origin = createOrigin();
  void origin.open('a');
  const claim = origin.open('b');
  await origin.pass(1000);
  void (await claim).takeOver();
  await origin.pass(100);
  expect([origin.role('a'), origin.role('b')]).toEqual(['reader', 'writer']);
  await origin.pass(20_000);
  expect(origin.writers()).toEqual(['b']);
});

it('takes over from one that is frozen, after a while', async () => {
  const origin = createOrigin();
  void origin.open('a');
  const claim = origin.open('b');
  await origin.pass(1000);
  origin.freeze('a');
  void (await claim).takeOver();
  await origin.pass(100);
  expect(origin.role('b')).toBe('reader');
  await origin.pass(5000);
  expect(origin.role('b')).toBe('writer');
});

it('a build that is loaded later takes the place of another, which may take it back', async () => {
  const origin = createOrigin();
  const old = origin.open('a', 'old');
  await origin.pass(1000);
  void origin.open('b', 'new');
  await origin.pass(1000);
  expect(origin.writers()).toEqual(['b']);
  void (await old).takeOver();
  await origin.pass(20_000);
  expect(origin.writers()).toEqual(['a']);
});
