import { existsSync, renameSync } from 'node:fs';

/**
 * Renames a damaged file, with what SQLite keeps beside a database, so that a new one can take its place and
 * nothing is lost.
 */
export function setAside(path: string): void {
  let number = 1;
  while (existsSync(`${path}.damaged-${number}`)) number += 1;
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(path + suffix)) renameSync(path + suffix, `${path}.damaged-${number}${suffix}`);
}
