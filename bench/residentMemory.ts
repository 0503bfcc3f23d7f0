import { readFileSync, writeFileSync } from 'node:fs';

/** The memory of a process that is in RAM, in KiB; `NaN` where there is no /proc. */
export const residentMemory = (pid: number): number => read(pid, 'VmRSS');

/** The most of it that was in RAM since `forgetHighest`, in KiB; `NaN` where there is no /proc. */
export const highestMemory = (pid: number): number => read(pid, 'VmHWM');

/** Has the system count anew what is the most (proc(5), `clear_refs`). */
export function forgetHighest(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Without /proc the highest is `NaN` as well.
  }
}

function read(pid: number, field: string): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]);
  } catch {
    return Number.NaN;
  }
}
