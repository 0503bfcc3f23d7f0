import { open } from 'node:fs/promises';

/** Waits until what was written to a file, or which names a folder has, is on the disk. */
export async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+').catch((error: unknown) => {
    // A folder is opened for reading only; Windows opens none, and needs no flushing of names.
    if (codeOf(error) === 'EISDIR') return process.platform === 'win32' ? undefined : open(path, 'r');
    throw error;
  });
  try {
    await handle?.sync();
  } finally {
    await handle?.close();
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
