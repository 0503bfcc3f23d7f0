/** The level of pino from which on a line tells of a fault of the server's own. */
const ERROR_LEVEL = 50;
const MAX_LENGTH = 1_000;

/** The lines of a server's log that tell of faults of its own; the last may be cut off where it was killed meanwhile. */
export const errorsIn = (stderr: string): string[] =>
  stderr
    .split('\n')
    .filter((line) => Number(/^\{"level":(\d+),/.exec(line)?.[1] ?? 0) >= ERROR_LEVEL)
    .map((line) => line.slice(0, MAX_LENGTH));
