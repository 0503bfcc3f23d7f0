import { readFileSync } from 'node:fs';

/** A tick of Linux' accounts, in microseconds. */
const TICK_US = 10_000;

/** The processor time that a process has taken so far, in microseconds; `NaN` where there is no /proc. */
export function processorTime(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the name, which may hold anything: the fields after it are counted from its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_US;
  } catch {
    return Number.NaN;
  }
}
