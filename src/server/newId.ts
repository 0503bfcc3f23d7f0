import { randomUUID } from 'node:crypto';

const COUNTS_PER_MS = 4096;
let lastAt = 0;
let count = 0;

/**
 * A UUID of version 7 (RFC 9562 §5.7, with a counter after §6.2 method 1) born at `at`, in UTC milliseconds:
 * ids of one process sort by birth. The random bits are Node's own, which come from a pool; drawing them one
 * id at a time took longer than storing a message.
 */
export function newId(at: number): string {
  count = at > lastAt ? 0 : count + 1;
  lastAt = Math.max(at, lastAt);
  // More ids than a millisecond can tell apart borrow from the next.
  if (count === COUNTS_PER_MS) {
    lastAt += 1;
    count = 0;
  }
  const time = lastAt.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count.toString(16).padStart(3, '0')}${randomUUID().slice(18)}`;
}
