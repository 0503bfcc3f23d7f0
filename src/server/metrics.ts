import type { Change } from './store/Store.ts';

/** Where the server counts what it does. Nothing here names a person, a conversation or a word. */
export interface Metrics {
  /**
   * A request was answered: `ok`, or the code it was refused with, and how many seconds after it came. `request` is a
   * name of the protocol, or `unknown`.
   */
  answered(request: string, outcome: string, seconds: number): void;
  /** So many commands became durable together, which took so many seconds. */
  committed(commands: number, seconds: number): void;
  /** What a commit changed is told to those who listen. */
  published(changes: readonly Change[]): void;
  /** A bucket was empty. */
  rateLimited(kind: string): void;
  /** A fault of the server's own, which it has logged. */
  faulted(): void;
  connectionRefused(code: string): void;
  /** A request was dropped since it asked for no acknowledgement. */
  unacknowledged(): void;
  /** A socket did not take what it was owed, and was cut off. */
  slowReader(): void;
  /** The newest backup there is was made at this time, in UTC milliseconds. */
  backedUp(at: number): void;
}

/** For who does not count. */
export const noMetrics: Metrics = {
  answered() {},
  committed() {},
  published() {},
  rateLimited() {},
  faulted() {},
  connectionRefused() {},
  unacknowledged() {},
  slowReader() {},
  backedUp() {},
};
