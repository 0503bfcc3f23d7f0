import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { parseUntrusted } from '../../shared/model/parseUntrusted.ts';
import { setAside } from './setAside.ts';
import { writeAtomically } from './writeAtomically.ts';

/** A value that outlives the app, in one small file. */
export type JsonFile<T> = {
  /** As it stands now; what `save` was given is here at once. */
  get(): T;
  /** Resolves when the new value is on disk. Saves happen in the order they were asked for. */
  save(value: T): Promise<void>;
  /** Whether the file was damaged and has been set aside: `initial` took its place. */
  wasSetAside: boolean;
};

/** Reads the file at `path`, or begins with `initial` where there is none. */
export async function openJsonFile<T>(path: string, schema: z.ZodType<T>, initial: T): Promise<JsonFile<T>> {
  const read = await readText(path);
  const parsed =
    read === undefined ? { success: true as const, data: initial } : parseUntrusted(schema, parse(read));
  if (!parsed.success) setAside(path);
  let value = parsed.success ? parsed.data : initial;
  let saved: Promise<void> = Promise.resolve();
  return {
    get: () => value,
    save(next) {
      value = next;
      const write = () => writeAtomically(path, `${JSON.stringify(value, null, 2)}\n`);
      // One that failed was told to whoever asked for it; the next is written all the same.
      saved = saved.then(write, write);
      return saved;
    },
    wasSetAside: !parsed.success,
  };
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No schema takes this: it is treated like any other damage.
    return undefined;
  }
}
