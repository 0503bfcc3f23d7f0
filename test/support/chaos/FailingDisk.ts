import { execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const SIZE = 64 * 1024 * 1024;
const run = (command: string, ...args: string[]): void => void execFileSync(command, args, { stdio: 'pipe' });

/** Why no disks that fail can be made here; `undefined` where they can. */
export function whyNoFailingDisks(folder: string): string | undefined {
  if (process.platform !== 'linux') return 'disks that fail are made of ext4, which is of Linux';
  try {
    new FailingDisk(join(folder, 'failing-probe')).remove();
    return undefined;
  } catch {
    return 'making and mounting ext4 is not allowed here (it needs root and loop devices)';
  }
}

/**
 * A disk of its own that can become read-only under whoever writes to it, as Linux makes one that fails: ext4 with
 * `errors=remount-ro` (https://man7.org/linux/man-pages/man5/ext4.5.html). A tmpfs cannot while anything on it is open for writing.
 */
export class FailingDisk {
  readonly folder: string;
  readonly #image: string;

  /** Mounts it at `folder`, which is made; what it stands on is beside it. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.folder = folder;
    this.#image = `${folder}.img`;
    const file = openSync(this.#image, 'w');
    ftruncateSync(file, SIZE);
    closeSync(file);
    run('mkfs.ext4', '-q', this.#image);
    this.#mount();
  }

  /** From now on it can be read alone, whatever is open. */
  fail(): void {
    run('mount', '-o', 'remount,abort', this.folder);
  }

  /** Mounts it anew, as whoever looks after it does: nothing may be using it. */
  mend(): void {
    run('umount', this.folder);
    this.#mount();
  }

  /** Takes it away with all that is on it; whatever still uses it keeps it until then. */
  remove(): void {
    run('umount', '-l', this.folder);
    rmSync(this.folder, { recursive: true, force: true });
    rmSync(this.#image, { force: true });
  }

  #mount(): void {
    run('mount', '-o', 'loop,errors=remount-ro', this.#image, this.folder);
  }
}
