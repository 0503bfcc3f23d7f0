/** Time as the server sees it; tests put a clock of their own here. */
export interface Clock {
  /** Milliseconds since 1970 (UTC). */
  now(): number;
  /** Calls back once after `ms` milliseconds; returns a function that calls it off. */
  after(ms: number, callback: () => void): () => void;
  /** Calls back at the end of this turn of the event loop: what arrives within one turn is handled together. */
  turn(callback: () => void): void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  turn(callback) {
    setImmediate(callback);
  },
};
