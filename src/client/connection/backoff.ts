/** The first wait between two attempts and the longest, in milliseconds. */
const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait before attempt number `attempt` (0, 1, 2 …), in milliseconds: exponential with *full
 * jitter*, so that a server that returns is not met by everyone at once.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015. Half of the wait is
 * kept fixed here, so that a single client does not hammer an address either.
 */
export function backoff(attempt: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
}
