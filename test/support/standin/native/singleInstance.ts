import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf } from '../processes.ts';

type Visit = { argv: string[]; cwd: string; data: Record<string, unknown> };
type OnVisit = (argv: string[], cwd: string, data: Record<string, unknown>) => void;

/**
 * The single-instance lock, synchronous as Electron's: a file in the data folder names the process that holds it, and
 * a later instance leaves its arguments as a file beside it, which the holder watches for. A holder that was killed is
 * recognised by its process being gone. Answers a function that releases the lock, or `undefined` when it is taken.
 */
export function claimInstance(
  userData: string,
  data: Record<string, unknown>,
  onVisit: OnVisit,
): (() => void) | undefined {
  const folder = join(userData, 'standin-instance');
  const lock = join(folder, 'holder');
  mkdirSync(folder, { recursive: true });
  if (!take(lock)) {
    visit(folder, { argv: process.argv, cwd: process.cwd(), data });
    return undefined;
  }
  const watcher = watch(folder, () => receive(folder, onVisit));
  receive(folder, onVisit);
  return () => {
    watcher.close();
    rmSync(lock, { force: true });
  };
}

function take(lock: string): boolean {
  try {
    writeFileSync(lock, identityOf(process.pid) ?? '', { flag: 'wx' });
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const holder = readFileSync(lock, 'utf8');
  if (holder === identityOf(Number(holder.split(' ')[0]))) return false;
  writeFileSync(lock, identityOf(process.pid) ?? '');
  return true;
}

function visit(folder: string, message: Visit): void {
  const file = join(folder, `${process.pid}.writing`);
  writeFileSync(file, JSON.stringify(message));
  renameSync(file, join(folder, `${process.pid}.visit`));
}

function receive(folder: string, onVisit: OnVisit): void {
  for (const name of readdirSync(folder).filter((entry) => entry.endsWith('.visit'))) {
    const { argv, cwd, data } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Visit;
    rmSync(join(folder, name));
    onVisit(argv, cwd, data);
  }
}
