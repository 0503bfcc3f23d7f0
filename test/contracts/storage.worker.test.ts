import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStorage, type Storage } from '../../src/main/cache/worker/openStorage.ts';
import { conversationStream } from '../../src/shared/model/stream.ts';
import { openDatabase } from '../../src/sqlite/openDatabase.ts';
import { channel, conversationId, created, me, message, read, snapshotOf } from './builders.ts';
import { cacheContract } from './cache.contract.ts';
import { outboxContract } from './outbox.contract.ts';

const workerPath = join(import.meta.dirname, '../../src/main/cache/worker/storage.worker.ts');
let folder = '';
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-storage-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const nextPaths = () => {
  files += 1;
  return {
    cachePath: join(folder, `${files}-cache.sqlite`),
    outboxPath: join(folder, `${files}-outbox.sqlite`),
  };
};
const open = (paths: ReturnType<typeof nextPaths>): Promise<Storage> =>
  openStorage({ workerPath, ...paths, me, onDamaged() {}, onCrashed() {} });

cacheContract('SQLite in its worker', async () => {
  const paths = nextPaths();
  let storage = await open(paths);
  const closingAll = () => ({ ...storage.cache, close: () => storage.close() });
  const reopen = async () => {
    await storage.close();
    storage = await open(paths);
    return closingAll();
  };
  return { cache: closingAll(), reopen };
});

outboxContract('SQLite in its worker', async () => {
  const paths = nextPaths();
  let storage = await open(paths);
  const closingAll = () => ({ ...storage.outbox, close: () => storage.close() });
  const reopen = async () => {
    await storage.close();
    storage = await open(paths);
    return closingAll();
  };
  return { outbox: closingAll(), reopen };
});

describe('the storage worker', () => {
  const garden = conversationId(1);
  const rubbish = 'this is not a database, but long enough to have a header '.repeat(40);

  it('sets a damaged cache aside and begins an empty one, leaving the outbox as it is', async () => {
    const paths = nextPaths();
    const before = await open(paths);
    await before.outbox.saveDraft({
      conversationId: garden,
      text: 'half a thought',
      replyTo: null,
      base: { text: '', replyTo: null, revision: 0 },
      sent: null,
    });
    await before.close();
    rmSync(`${paths.cachePath}-wal`, { force: true });
    writeFileSync(paths.cachePath, rubbish);

    const storage = await open(paths);
    expect(storage.setAside).toEqual(['cache']);
    expect((await storage.cache.load()).conversations).toEqual([]);
    expect(await storage.outbox.drafts()).toHaveLength(1);
    expect(existsSync(`${paths.cachePath}.damaged-1`)).toBe(true);
    await storage.close();
  });

  it('never loses a damaged outbox', async () => {
    const paths = nextPaths();
    writeFileSync(paths.outboxPath, rubbish);
    const storage = await open(paths);
    expect(storage.setAside).toEqual(['outbox']);
    await storage.close();
    expect(readdirSync(folder).filter((name) => name.startsWith(`${files}-outbox`))).toContain(
      `${files}-outbox.sqlite.damaged-1`,
    );
  });

  it('refuses files of a newer version and leaves them as they are', async () => {
    const paths = nextPaths();
    await (await open(paths)).close();
    const later = openDatabase(paths.cachePath, { synchronous: 'FULL' });
    later.pragma('user_version = 99');
    later.close();
    await expect(open(paths)).rejects.toMatchObject({ name: 'DatabaseError', code: 'newer' });
    expect(existsSync(`${paths.cachePath}.damaged-1`)).toBe(false);
  });

  it('says so when a file turns out to be damaged while in use', async () => {
    const paths = nextPaths();
    const filled = await open(paths);
    const stream = conversationStream(garden);
    await filled.cache.applySnapshot(stream, snapshotOf(channel(garden), [], 1, read(0, 0, 1, 1)), 1);
    const many = Array.from({ length: 400 }, (_, index) =>
      message(garden, index + 2, { text: 'x'.repeat(2000) }),
    );
    await filled.cache.applyEvents(stream, many.map(created));
    await filled.close();
    spoilPagesOf(paths.cachePath);

    let damaged = 0;
    const storage = await openStorage({
      workerPath,
      ...paths,
      me,
      onDamaged: () => (damaged += 1),
      onCrashed() {},
    });
    await expect(storage.cache.page(garden, { beforeSeq: 300 }, 200)).rejects.toMatchObject({
      code: 'damaged',
    });
    expect(damaged).toBe(1);
    await storage.close();
  });

  it('rejects what is asked after it was closed', async () => {
    const storage = await open(nextPaths());
    await storage.close();
    await expect(storage.cache.load()).rejects.toThrow('closed');
  });
});

/** Overwrites everything after the first pages, where the tables' roots are. */
function spoilPagesOf(path: string): void {
  const database = openDatabase(path, { synchronous: 'FULL' });
  database.pragma('wal_checkpoint(TRUNCATE)');
  const pageSize = Number(database.pragma('page_size', { simple: true }));
  const pages = Number(database.pragma('page_count', { simple: true }));
  database.close();
  const handle = openSync(path, 'r+');
  const spoiled = Buffer.alloc(pageSize, 0xff);
  for (let page = 30; page < pages; page += 1) writeSync(handle, spoiled, 0, pageSize, page * pageSize);
  closeSync(handle);
}
