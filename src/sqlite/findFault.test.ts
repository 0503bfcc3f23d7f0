import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFault } from './findFault.ts';
import { openDatabase } from './openDatabase.ts';

const worker = join(import.meta.dirname, 'check.worker.ts');
const PAGE_BYTES = 4096;
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-fault-'));
  path = join(folder, 'some.sqlite');
  const database = openDatabase(path, { synchronous: 'NORMAL' });
  database.exec(`
    CREATE TABLE words (word TEXT NOT NULL) STRICT;
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
    INSERT INTO words SELECT 'word ' || i FROM n;
  `);
  database.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('looking through a database', () => {
  it('finds nothing wrong with one that is sound, in use or not, and leaves it as it is', async () => {
    const before = readFileSync(path);
    expect(await findFault(worker, path)).toBeNull();
    expect(readFileSync(path).equals(before)).toBe(true);
    const used = openDatabase(path, { synchronous: 'NORMAL' });
    used.exec("INSERT INTO words VALUES ('one more')");
    expect(await findFault(worker, path)).toBeNull();
    used.close();
  });

  it('says what is wrong with one that was written over, or that is none', async () => {
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0x5a, PAGE_BYTES * 3, PAGE_BYTES * 5));
    expect(await findFault(worker, path)).toMatch(/page/i);
    writeFileSync(path, 'Dear diary, today I was not a database.'.repeat(100));
    expect(await findFault(worker, path)).toMatch(/is not a database/);
  });

  it('rejects where there is none, and with the reason where it is called off', async () => {
    await expect(findFault(worker, join(folder, 'none.sqlite'))).rejects.toThrow();
    const calledOff = new AbortController();
    const looking = findFault(worker, path, calledOff.signal);
    calledOff.abort(new Error('We are closing.'));
    await expect(looking).rejects.toThrow('We are closing.');
  });
});
