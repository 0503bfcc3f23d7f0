import { readFileSync } from 'node:fs';

/** The memory of a process that is in RAM, in KiB; `NaN` where there is no /proc. */
export function residentMemory(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return Number.NaN;
  }
}
