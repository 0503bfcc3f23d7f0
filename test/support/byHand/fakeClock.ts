import type { Clock as ServerClock } from '../../../src/server/clock.ts';

type Timer = { at: number; order: number; callback: () => void };

/** A clock that only moves when told to, for engines and servers alike. */
export type FakeClock = ServerClock & {
  /** Moves time, calling back what falls due, in order, and letting everything that follows from it happen. */
  advance(ms: number): Promise<void>;
  /** Lets all happen that needs neither time nor a delivery: promises, and what waits for the end of a turn. */
  settle(): Promise<void>;
  /** Something is under way that ends by itself, such as a write to a database: settling waits for it. */
  busy: { begin(): void; end(): void };
  /** When the next timer falls due, in milliseconds from now; `undefined` when there is none. */
  nextIn(): number | undefined;
  /** A clock that shares this one's time and can be stopped for good: what a killed process was waiting for never comes. */
  process(): ServerClock & { kill(): void };
};

export function createFakeClock(startsAt = Date.UTC(2026, 0, 1)): FakeClock {
  let time = startsAt;
  let order = 0;
  let pendingTurns = 0;
  let underWay = 0;
  const timers = new Set<Timer>();

  function turn(callback: () => void): void {
    pendingTurns++;
    setImmediate(() => {
      pendingTurns--;
      callback();
    });
  }

  async function settle(): Promise<void> {
    // Promises run out before an immediate is called; they may ask for the end of another turn.
    do await new Promise<void>((resolve) => setImmediate(resolve));
    while (pendingTurns > 0 || underWay > 0);
  }

  function after(ms: number, callback: () => void): () => void {
    const timer = { at: time + ms, order: order++, callback };
    timers.add(timer);
    return () => timers.delete(timer);
  }

  const next = (): Timer | undefined =>
    [...timers].reduce<Timer | undefined>(
      (first, one) =>
        first === undefined || one.at < first.at || (one.at === first.at && one.order < first.order)
          ? one
          : first,
      undefined,
    );

  return {
    now: () => time,
    after,
    turn,
    settle,
    busy: {
      begin() {
        underWay++;
      },
      end() {
        underWay--;
      },
    },

    async advance(ms) {
      const until = time + ms;
      await settle();
      for (let due = next(); due !== undefined && due.at <= until; due = next()) {
        timers.delete(due);
        time = Math.max(time, due.at);
        due.callback();
        await settle();
      }
      time = until;
    },

    nextIn() {
      const due = next();
      return due === undefined ? undefined : Math.max(0, due.at - time);
    },

    process() {
      let alive = true;
      const own = new Set<() => void>();
      return {
        now: () => time,
        after(ms, callback) {
          const cancel = after(ms, () => {
            own.delete(cancel);
            if (alive) callback();
          });
          own.add(cancel);
          return () => {
            own.delete(cancel);
            cancel();
          };
        },
        turn: (callback) => turn(() => alive && callback()),
        kill() {
          alive = false;
          for (const cancel of own) cancel();
          own.clear();
        },
      };
    },
  };
}
