import { useMemo, useRef } from 'react';

/** What is asked of servers on the way into a space. An answer counts for as long as nothing else was asked or chosen since. */
export type Attempts = {
  /** Begins another attempt; `null` for an answer that comes too late. */
  begin<T>(ask: () => Promise<T>): Promise<T | null>;
  /** The person has gone on to something else: what was asked before is of no use any more. */
  drop(): void;
};

export function useAttempts(): Attempts {
  const count = useRef(0);
  return useMemo(
    () => ({
      async begin(ask) {
        count.current += 1;
        const mine = count.current;
        const answer = await ask();
        return count.current === mine ? answer : null;
      },
      drop() {
        count.current += 1;
      },
    }),
    [],
  );
}
