import { existsSync, renameSync, rmSync } from 'node:fs';

const parts = ['', '-wal', '-shm'];

/**
 * Renames a damaged file, with what SQLite keeps beside a database, so that a new one can take its place and
 * nothing is lost. Of what is disposable, the last one alone is kept: damage that comes again and again fills no disk.
 */
export function setAside(path: string, { isDisposable = false } = {}): void {
  let number = 1;
  for (; existsSync(`${path}.damaged-${number}`); number += 1) {
    if (!isDisposable) continue;
    for (const part of parts) rmSync(`${path}.damaged-${number}${part}`, { force: true });
  }
  const aside = isDisposable ? 1 : number;
  for (const part of parts)
    if (existsSync(path + part)) renameSync(path + part, `${path}.damaged-${aside}${part}`);
}
