import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import type { Random } from '../fakeApi/random.ts';

const PAGE_BYTES = 4096;

/** Cuts a file short, or writes over some of its pages; `false` where there is nothing of it. */
export function damageFile(path: string, random: Random): boolean {
  if (!existsSync(path)) return false;
  const { size } = statSync(path);
  if (size === 0) return false;
  if (random.next() < 0.3) {
    truncateSync(path, random.below(size));
    return true;
  }
  const bytes = readFileSync(path);
  for (let pages = 1 + random.below(4); pages > 0; pages--) {
    const from = random.below(Math.ceil(size / PAGE_BYTES)) * PAGE_BYTES;
    for (let at = from; at < Math.min(size, from + PAGE_BYTES); at++) bytes[at] = random.below(256);
  }
  writeFileSync(path, bytes);
  return true;
}
