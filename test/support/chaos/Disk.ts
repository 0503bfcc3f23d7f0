import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const BALLAST = 'ballast';
const CHUNK = Buffer.alloc(64 * 1024, 0x55);

/** Why no disks can be made here; `undefined` where they can. */
export function whyNoDisks(folder: string): string | undefined {
  if (process.platform !== 'linux') return 'small disks are made by mounting tmpfs, which is of Linux';
  try {
    new Disk(join(folder, 'disk-probe'), 1).remove();
    return undefined;
  } catch {
    return 'mounting a tmpfs is not allowed here (it needs root)';
  }
}

/** A small disk of its own, which can be full or read-only. */
export class Disk {
  readonly folder: string;

  /** Mounts it at `folder`, which is made. */
  constructor(folder: string, megabytes: number) {
    mkdirSync(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'pipe' });
    this.folder = folder;
  }

  /** Leaves no byte free. */
  fill(): void {
    const file = openSync(join(this.folder, BALLAST), 'a');
    try {
      for (let size = CHUNK.length; size > 0; ) {
        try {
          writeSync(file, CHUNK, 0, size);
        } catch (error) {
          if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
          size = Math.floor(size / 2);
        }
      }
    } finally {
      closeSync(file);
    }
  }

  /** Makes room again. */
  free(): void {
    if (existsSync(this.folder)) rmSync(join(this.folder, BALLAST), { force: true });
  }

  /** Only while nothing on it is open for writing can it become read-only: everything else keeps what it has open. */
  setReadOnly(isReadOnly: boolean): void {
    execFileSync('mount', ['-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, this.folder], { stdio: 'pipe' });
  }

  /** Takes it away with all that is on it; whatever still uses it keeps it until then. */
  remove(): void {
    execFileSync('umount', ['-l', this.folder], { stdio: 'pipe' });
    rmSync(this.folder, { recursive: true, force: true });
  }
}
