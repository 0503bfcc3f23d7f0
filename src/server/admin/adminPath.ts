import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** A socket's path must fit into `sun_path`: 104 bytes with its end on macOS, 108 on Linux. */
const MAX_PATH_BYTES = 103;
const SOCKET = 'admin.sock';
/** Where the socket is when its path would be too long in the folder itself. */
const POINTER = 'admin.path';

const pipeOf = (folder: string): string =>
  `\\\\.\\pipe\\parley-${createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 32)}`;
const isTooLong = (path: string): boolean => Buffer.byteLength(path) > MAX_PATH_BYTES;

/** Where the server of a folder that this process holds listens for commands; what an earlier one left goes. */
export function claimAdminPath(folder: string): { path: string; release(): void } {
  if (process.platform === 'win32') return { path: pipeOf(folder), release() {} };
  const own = join(resolve(folder), SOCKET);
  const pointer = join(folder, POINTER);
  const remove = (path: string) => rmSync(path, { force: true });
  if (!isTooLong(own)) {
    remove(own);
    return { path: own, release: () => remove(own) };
  }
  const path = join(mkdtempSync(join(tmpdir(), 'parley-')), SOCKET);
  writeFileSync(pointer, path, { mode: 0o600 });
  return {
    path,
    release() {
      remove(pointer);
      rmSync(dirname(path), { recursive: true, force: true });
    },
  };
}

/** Where a folder's server would be listening. */
export function findAdminPath(folder: string): string {
  if (process.platform === 'win32') return pipeOf(folder);
  const own = join(resolve(folder), SOCKET);
  if (!isTooLong(own)) return own;
  try {
    return readFileSync(join(folder, POINTER), 'utf8');
  } catch {
    return own;
  }
}
