import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { getMimeType } from 'hono/utils/mime';

/** What a body may be packed with, the smallest first, each with the ending of files that the build has packed so. */
export const encodings = { br: '.br', gzip: '.gz' } as const;
export type Encoding = keyof typeof encodings;

/** A file of the web client as it is sent. */
export type WebFile = {
  type: string;
  cacheControl: string;
  /** Of the unpacked body: a packed one's tag has the name of its encoding behind it. */
  tag: string;
  body: Buffer<ArrayBuffer>;
  packed: ReadonlyMap<Encoding, Buffer<ArrayBuffer>>;
};

/** Files by the path at which they are served; the page itself is at `/`. */
export type WebFiles = ReadonlyMap<string, WebFile>;

/** Files below it are named by what is in them. */
const ASSETS = '/assets/';
/** One year, the longest that is said to be honoured (RFC 9111 and its predecessors). */
const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * Reads the built web client in `folder`, all of it, into memory: some megabytes, for which a request costs no disk, and
 * a build that is replaced below a running server does not mix with the one it serves. Empty where none was built.
 */
export async function readWebFiles(folder: string): Promise<WebFiles> {
  const names = new Set(await namesIn(folder));
  if (!names.has('index.html')) return new Map();
  const endings = Object.values(encodings);
  const isPacked = (name: string): boolean =>
    endings.some((ending) => name.endsWith(ending) && names.has(name.slice(0, -ending.length)));
  const files = [...names].filter((name) => !isPacked(name));
  return new Map(
    await Promise.all(
      files.map(async (name): Promise<[string, WebFile]> => {
        const path = name === 'index.html' ? '/' : `/${name}`;
        return [path, await readWebFile(folder, name, path, names)];
      }),
    ),
  );
}

async function readWebFile(
  folder: string,
  name: string,
  path: string,
  names: ReadonlySet<string>,
): Promise<WebFile> {
  const body = await readFile(join(folder, name));
  const packed = new Map<Encoding, Buffer<ArrayBuffer>>();
  for (const encoding of ['br', 'gzip'] as const) {
    const packedName = `${name}${encodings[encoding]}`;
    if (names.has(packedName)) packed.set(encoding, await readFile(join(folder, packedName)));
  }
  return {
    type: getMimeType(name) ?? 'application/octet-stream',
    cacheControl: path.startsWith(ASSETS) ? FOR_EVER : 'no-cache',
    tag: createHash('sha256').update(body).digest('base64url').slice(0, 22),
    body,
    packed,
  };
}

/** The files below a folder, with `/` between the parts of a name; none if there is no such folder. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name).slice(join(folder, sep).length).replaceAll(sep, '/'),
      );
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
