import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../writeWhole.ts';

const KEY_FILE = 'token.key';
const KEY_BYTES = 32;

/** The key that access tokens are signed with, made when there is none; readable by its owner only. */
export function readKey(folder: string): Buffer {
  const path = join(folder, KEY_FILE);
  return readExisting(path) ?? writeNew(path);
}

function readExisting(path: string): Buffer | undefined {
  try {
    const key = readFileSync(path);
    return key.length === KEY_BYTES ? key : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function writeNew(path: string): Buffer {
  const key = randomBytes(KEY_BYTES);
  writeWhole(path, key);
  return key;
}
