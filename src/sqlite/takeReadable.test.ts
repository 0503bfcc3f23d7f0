import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { spoilLeaf } from '../../test/support/damage/spoilLeaf.ts';
import { type Database, IN_MEMORY, openDatabase, openToRead } from './openDatabase.ts';
import { type Table, takeReadable } from './takeReadable.ts';

const tables: readonly Table[] = [['note', 'id']];
const ROWS = 100;
const TABLE =
  'CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL CHECK (length(text) < 1000)) STRICT';
let folder = '';
let path = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-take-'));
  path = join(folder, 'notes.sqlite');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  rmSync(path, { force: true });
  const notes = openDatabase(path, { synchronous: 'NORMAL' });
  notes.exec(TABLE);
  for (let id = 1; id <= ROWS; id++)
    notes.prepare('INSERT INTO note VALUES (?, ?)').run(id, `${id}`.padEnd(300, '.'));
  notes.close();
});

/** The ids that another database holds after it has taken over what it could. */
function taken(prepare = (_: Database) => {}): unknown[] {
  const to = openDatabase(IN_MEMORY, { synchronous: 'NORMAL' });
  to.exec(TABLE);
  prepare(to);
  const damaged = openToRead(path);
  try {
    takeReadable(damaged, to, tables);
    return to.prepare('SELECT id FROM note ORDER BY id').pluck().all();
  } finally {
    damaged.close();
    to.close();
  }
}
const all = Array.from({ length: ROWS }, (_, index) => index + 1);

describe('what can be read of a damaged table', () => {
  it('is all of it where nothing of it is damaged', () => {
    expect(taken()).toEqual(all);
  });

  it('is what stands before the damage and after it', () => {
    spoilLeaf(path, 'note', 2);
    const ids = taken();
    expect(ids).toEqual(all.filter((id) => ids.includes(id)));
    expect([ids.at(0), ids.at(-1)]).toEqual([1, ROWS]);
    expect(ids.length).toBeLessThan(ROWS);
    expect(ids.length).toBeGreaterThan(ROWS / 2);
  });

  it('leaves what the other table cannot hold', () => {
    const notes = openDatabase(path, { synchronous: 'NORMAL' });
    notes.pragma('ignore_check_constraints = ON');
    notes.prepare('UPDATE note SET text = ? WHERE id = 7').run('x'.repeat(2000));
    notes.close();
    expect(taken()).toEqual(all.filter((id) => id !== 7));
  });

  it('is not taken in part for want of room', () => {
    expect(() => taken((to) => to.pragma('max_page_count = 4'))).toThrow(/full/);
  });
});
