import { randomUUID } from 'node:crypto';

const COUNTS_PER_MS = 4096;
let lastAt = 0;
let count = 0;
/** How an id begins that is born at `lastAt`. */
let head = headOf(lastAt);

/**
 * A UUID of version 7 (RFC 9562 §5.7, with a counter after §6.2 method 1) born at `at`, in UTC milliseconds:
 * ids of one process sort by birth. The random bits are Node's own, which come from a pool; drawing them one
 * id at a time took longer than storing a message.
 */
export function newId(at: number): string {
  if (at > lastAt) bornFrom(at);
  else count += 1;
  // More ids than a millisecond can tell apart borrow from the next.
  if (count === COUNTS_PER_MS) bornFrom(lastAt + 1);
  return `${head}${count.toString(16).padStart(3, '0')}${randomUUID().slice(18)}`;
}

function bornFrom(at: number): void {
  lastAt = at;
  count = 0;
  head = headOf(at);
}

/** The 48 bits of its time, and its version. */
function headOf(at: number): string {
  const time = at.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7`;
}
