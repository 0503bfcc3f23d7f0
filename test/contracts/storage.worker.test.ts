import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewOutboxRow, OutboxRow } from '../../src/client/outbox/OutboxStore.ts';
import { openStorage, type Storage } from '../../src/main/cache/worker/openStorage.ts';
import { conversationStream } from '../../src/shared/model/stream.ts';
import { openDatabase } from '../../src/sqlite/openDatabase.ts';
import { spoilLeaf } from '../support/damage/spoilLeaf.ts';
import { channel, clientId, conversationId, created, me, message, read, snapshotOf } from './builders.ts';
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

const garden = conversationId(1);
/** So many that they fill several pages. */
const ROWS = 60;
const waiting = (at: number): NewOutboxRow => ({
  ...{ clientId: clientId(at), conversationId: garden, createdAt: at, attempted: false },
  action: { kind: 'send', text: `${at}`.padEnd(300, '.'), replyTo: null },
  ...{ refusal: null, discarded: false },
});
const half = {
  ...{ conversationId: garden, text: 'half a thought', replyTo: null },
  ...{ base: { text: '', replyTo: null, revision: 0 }, sent: null },
};
async function fillOutbox({ outbox }: Storage): Promise<OutboxRow[]> {
  await outbox.saveDraft(half);
  const rows: OutboxRow[] = [];
  for (let at = 0; at < ROWS; at++) rows.push(await outbox.add(waiting(at)));
  return rows;
}

describe('the storage worker', () => {
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

  it('S17: keeps what can be read of an outbox that turns out to be damaged, in its order, and the damaged file', async () => {
    const paths = nextPaths();
    const before = await open(paths);
    const rows = await fillOutbox(before);
    await before.outbox.markNotified(['told of it']);
    await before.close();
    spoilLeaf(paths.outboxPath, 'request', 2);
    const damagedBytes = readFileSync(paths.outboxPath);

    const found: string[] = [];
    const using = await openStorage({
      ...{ workerPath, ...paths, me },
      onDamaged: (store) => found.push(store),
      onCrashed() {},
    });
    await expect(using.outbox.rows()).rejects.toMatchObject({ code: 'damaged' });
    expect(found).toEqual(['outbox']);
    await using.close();

    const storage = await openStorage({
      ...{ workerPath, ...paths, me, damaged: ['outbox' as const] },
      onDamaged() {},
      onCrashed() {},
    });
    expect(storage.setAside).toEqual(['outbox']);
    const kept = await storage.outbox.rows();
    const lost = rows.filter((row) => !kept.some(({ clientId: id }) => id === row.clientId));
    expect(kept).toEqual(rows.filter((row) => !lost.includes(row)));
    // Those of one page, with others before and after them.
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.length).toBeLessThan(rows.length / 3);
    expect([kept.at(0), kept.at(-1)]).toEqual([rows.at(0), rows.at(-1)]);
    expect(await storage.outbox.drafts()).toEqual([half]);
    expect(await storage.outbox.markNotified(['told of it', 'not told of it'])).toEqual(['not told of it']);
    const anew = await storage.outbox.add(waiting(ROWS));
    expect(anew.position).toBeGreaterThan(rows.at(-1)?.position ?? 0);
    await storage.close();
    expect(readFileSync(`${paths.outboxPath}.damaged-1`).equals(damagedBytes)).toBe(true);
  });

  it('S17: ends the mending of an outbox that was cut off when only the names were left to be changed', async () => {
    const paths = nextPaths();
    const before = await open(paths);
    const rows = await fillOutbox(before);
    await before.close();
    renameSync(paths.outboxPath, `${paths.outboxPath}.mended`);
    const storage = await open(paths);
    expect(await storage.outbox.rows()).toEqual(rows);
    await storage.close();
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
