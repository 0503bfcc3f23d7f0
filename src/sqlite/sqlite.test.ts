import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toDatabaseError } from './DatabaseError.ts';
import { lockFolder } from './lockFolder.ts';
import { type Migration, migrate } from './migrate.ts';
import { IN_MEMORY, openDatabase, openToRead } from './openDatabase.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-sqlite-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const withCode = (code: string) => expect.objectContaining({ name: 'DatabaseError', code });
const thrownBy = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('openDatabase', () => {
  it('opens with WAL, foreign keys and the synchronous mode asked for', () => {
    const database = openDatabase(join(folder, 'a.sqlite'), { synchronous: 'FULL' });
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
    database.close();
  });

  it('calls a file that is no database damaged, and leaves it alone', () => {
    const path = join(folder, 'a.sqlite');
    const content = 'this is not a database, but long enough to have a header '.repeat(40);
    writeFileSync(path, content);
    expect(thrownBy(() => openDatabase(path, { synchronous: 'FULL' }))).toEqual(withCode('damaged'));
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  it('calls a file damaged that was cut short, wherever that was', () => {
    const path = join(folder, 'a.sqlite');
    const database = openDatabase(path, { synchronous: 'FULL' });
    database.exec('CREATE TABLE text (text TEXT) STRICT');
    database.prepare('INSERT INTO text VALUES (?)').run('long '.repeat(4_000));
    database.close();
    const whole = statSync(path).size;
    for (const cut of [1, 3_000, 4_096, 5_000, 9_000]) {
      truncateSync(path, whole - cut);
      const short = openToRead(path);
      const error = thrownBy(() => short.prepare('SELECT text FROM text').all());
      expect(toDatabaseError(error, path), `${cut} bytes less`).toEqual(withCode('damaged'));
      short.close();
    }
  });

  it('says that a folder is missing', () => {
    const path = join(folder, 'missing', 'a.sqlite');
    expect(thrownBy(() => openDatabase(path, { synchronous: 'FULL' }))).toEqual(withCode('unwritable'));
  });
});

describe('migrate', () => {
  const first: Migration = (database) => database.exec('CREATE TABLE a (x INTEGER) STRICT');
  const second: Migration = (database) => database.exec('ALTER TABLE a ADD COLUMN y TEXT');

  it('runs what is missing, once and in order', () => {
    const database = openDatabase(IN_MEMORY, { synchronous: 'NORMAL' });
    migrate(database, [first]);
    migrate(database, [first, second]);
    migrate(database, [first, second]);
    expect(database.pragma('user_version', { simple: true })).toBe(2);
    database.exec("INSERT INTO a (x, y) VALUES (1, 'one')");
  });

  it('leaves the version before a step that fails, and nothing of that step', () => {
    const database = openDatabase(IN_MEMORY, { synchronous: 'NORMAL' });
    const broken: Migration = (inside) => inside.exec('CREATE TABLE b (x INTEGER) STRICT; SELECT nonsense');
    expect(() => migrate(database, [first, broken])).toThrow('nonsense');
    expect(database.pragma('user_version', { simple: true })).toBe(1);
    migrate(database, [first, second]);
    expect(database.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'b'").pluck().get()).toBe(0);
  });

  it('refuses a newer file, in words for people', () => {
    const path = join(folder, 'a.sqlite');
    const newer = openDatabase(path, { synchronous: 'NORMAL' });
    migrate(newer, [first, second]);
    newer.close();
    const before = readFileSync(path);
    const database = openDatabase(path, { synchronous: 'NORMAL' });
    const error = thrownBy(() => migrate(database, [first]));
    database.close();
    expect(error).toEqual(withCode('newer'));
    expect(String(error)).toContain('newer version of Parley');
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});

describe('lockFolder', () => {
  it('refuses a second holder in the same process until released', () => {
    const lock = lockFolder(folder);
    expect(thrownBy(() => lockFolder(folder))).toEqual(withCode('locked'));
    lock.release();
    lockFolder(folder).release();
    expect(readdirSync(folder)).toEqual(['lock']);
  });

  it('refuses a second process, and is free once the first was killed', async () => {
    const module = join(import.meta.dirname, 'lockFolder.ts');
    const hold = `import { lockFolder } from ${JSON.stringify(module)};
      lockFolder(${JSON.stringify(folder)}); console.log('held'); setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', hold]);
    await once(holder.stdout, 'data');
    expect(thrownBy(() => lockFolder(folder))).toEqual(withCode('locked'));
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    lockFolder(folder).release();
  });

  it('says that a folder is missing', () => {
    expect(thrownBy(() => lockFolder(join(folder, 'missing')))).toEqual(withCode('unwritable'));
  });
});
