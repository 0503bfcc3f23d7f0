import { expect, it, vi } from 'vitest';
import { soon } from '../../../test/support/soon.ts';
import { holdLock, watchByBeats, watchByLock } from './life.ts';

/** A tab without locks on a clock that a test moves, which may also stand still. */
function createWatch() {
  let now = 0;
  let timers: { at: number; callback(): void }[] = [];
  let heard: () => void = () => undefined;
  const tab = { isSeen: true, isAlive: true };
  const asked: unknown[] = [];
  const onDeath = vi.fn();
  const api = {
    tell(said: unknown) {
      asked.push(said);
      if (tab.isAlive) heard();
    },
    onHeard(listener: () => void) {
      heard = listener;
    },
  };
  const clock = {
    now: () => now,
    after(ms: number, callback: () => void) {
      timers.push({ at: now + ms, callback });
      return () => undefined;
    },
  };
  const life = watchByBeats({ api, clock, isSeen: () => tab.isSeen, onDeath });
  function pass(ms: number): void {
    now += ms;
    const due = timers.filter(({ at }) => at <= now);
    timers = timers.filter(({ at }) => at > now);
    for (const { callback } of due) callback();
  }
  return { tab, life, pass, asked, onDeath };
}

it('an app that does not answer a tab that is seen within 10 s is dead', () => {
  const { tab, life, pass, onDeath } = createWatch();
  pass(10_000);
  expect(onDeath).not.toHaveBeenCalled();
  tab.isAlive = false;
  life.ask();
  pass(9_999);
  expect(onDeath).not.toHaveBeenCalled();
  pass(1);
  expect(onDeath).toHaveBeenCalledOnce();
});

it('nobody asks from a hidden tab, nor takes an app for dead because the page stood still', () => {
  const { tab, life, pass, asked, onDeath } = createWatch();
  pass(10_000);
  tab.isSeen = false;
  life.ask();
  expect(asked).toHaveLength(1);
  [tab.isSeen, tab.isAlive] = [true, false];
  life.ask();
  tab.isAlive = true;
  pass(3_600_000);
  expect(onDeath).not.toHaveBeenCalled();
});

it('where there are locks, being given the lock of an app means that it is gone', async () => {
  let end: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    end = resolve;
  });
  const ofApp = {
    request: (name: string, held: () => Promise<void>) =>
      navigator.locks.request(name, () => Promise.race([held(), gone])),
  } as Pick<LockManager, 'request'>;
  const report = vi.fn();
  const lock = (await holdLock(ofApp, report)) ?? '';
  const [first, second, third] = [vi.fn(), vi.fn(), vi.fn()];
  watchByLock(navigator.locks, lock, first, report);
  watchByLock(navigator.locks, lock, second, report);
  watchByLock(navigator.locks, lock, third, report).end();
  expect(first).not.toHaveBeenCalled();
  end();
  await soon(() => expect(second).toHaveBeenCalledOnce());
  expect(first).toHaveBeenCalledOnce();
  expect(third).not.toHaveBeenCalled();
  expect(report).not.toHaveBeenCalled();
});

it('without locks an app holds none', async () => {
  expect(await holdLock(undefined, vi.fn())).toBeNull();
});
