/** Time as the engine sees it; tests put a clock of their own here. */
export interface Clock {
  /** Milliseconds since 1970 (UTC). */
  now(): number;
  /** Calls back once after `ms` milliseconds; returns a function that calls it off. */
  after(ms: number, callback: () => void): () => void;
}
