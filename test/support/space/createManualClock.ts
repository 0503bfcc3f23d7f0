import type { Clock } from '../../../src/server/clock.ts';

/** A clock that stands still until it is moved, and whose turns end when a test says so. */
export function createManualClock(start = Date.UTC(2026, 0, 1)) {
  let now = start;
  let turns: (() => void)[] = [];
  const timers = new Set<{ at: number; callback: () => void }>();
  const clock: Clock = {
    now: () => now,
    after(ms, callback) {
      const timer = { at: now + ms, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    turn: (callback) => void turns.push(callback),
  };
  return {
    clock,
    /** Ends this turn of the event loop, then lets promises settle. */
    async endTurn(): Promise<void> {
      const due = turns;
      turns = [];
      for (const callback of due) callback();
      await new Promise((resolve) => setImmediate(resolve));
    },
    /** Moves time on, and what falls due with it. */
    advance(ms: number): void {
      now += ms;
      for (const timer of [...timers].sort((a, b) => a.at - b.at)) {
        if (timer.at > now || !timers.delete(timer)) continue;
        timer.callback();
      }
    },
    /** Everything that was put off is forgotten, as if the process had been killed. */
    kill(): void {
      turns = [];
      timers.clear();
    },
  };
}
