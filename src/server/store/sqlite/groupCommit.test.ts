import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../../../test/support/space/createManualClock.ts';
import { type Database, IN_MEMORY, openDatabase } from '../../../sqlite/openDatabase.ts';
import { type CommandContext, GroupCommit } from './groupCommit.ts';

let database: Database;
let commits: GroupCommit;
const time = createManualClock();
const refusedWith = (code: string) => expect.objectContaining({ name: 'RequestError', code });
const rows = () => database.prepare('SELECT x FROM a ORDER BY rowid').pluck().all();
const insert = (text: string) => (_context: CommandContext) => {
  database.prepare('INSERT INTO a (x) VALUES (?)').run(text);
  return text;
};

beforeEach(() => {
  database = openDatabase(IN_MEMORY, { synchronous: 'NORMAL' });
  database.exec('CREATE TABLE a (x TEXT NOT NULL) STRICT');
  commits = new GroupCommit(database, time.clock);
});
afterEach(() => database.close());

const settle = async (promises: Promise<unknown>[]) => {
  const settled = Promise.allSettled(promises);
  await time.endTurn();
  return settled;
};

describe('GroupCommit', () => {
  it('commits what arrives in a turn together, and shows nothing of it before', async () => {
    const written = [commits.write(insert('one')), commits.write(insert('two'))];
    expect(rows()).toEqual([]);
    await settle(written);
    expect(rows()).toEqual(['one', 'two']);
  });

  it('with patience, waits for further turns as long as each brings more', async () => {
    const patient = new GroupCommit(database, time.clock, { patience: 2 });
    const written = [patient.write(insert('one')), patient.write(insert('two'))];
    await time.endTurn();
    expect(rows()).toEqual([]);
    written.push(patient.write(insert('three')));
    await time.endTurn();
    written.push(patient.write(insert('four')));
    expect(rows()).toEqual([]);
    await settle(written);
    expect(rows()).toEqual(['one', 'two', 'three', 'four']);
    await settle([patient.write(insert('alone'))]);
    expect(rows()).toHaveLength(5);
  });

  it('undoes all of a command that fails half-way, and nothing of its neighbours', async () => {
    const [, second] = await settle([
      commits.write(insert('one')),
      commits.write((context) => {
        insert('half')(context);
        throw new Error('no');
      }),
      commits.write(insert('two')),
    ]);
    expect(second).toMatchObject({ status: 'rejected', reason: { message: 'no' } });
    expect(rows()).toEqual(['one', 'two']);
  });

  it('writes what is held in memory with what it is of, and forgets it where that is undone', async () => {
    let held: string[] = [];
    const holding = new GroupCommit(database, time.clock, {
      held: {
        write() {
          for (const text of held) insert(text)({ at: 0, changes: [] });
          held = [];
        },
        settle() {},
        forget() {
          held = [];
        },
      },
    });
    const hold = (text: string) => () => void held.push(text);
    const refuse = (text: string) => () => {
      held.push(text);
      throw new Error('no');
    };
    await settle([holding.write(hold('one')), holding.write(hold('two'))]);
    expect(rows()).toEqual(['one', 'two']);
    await settle([holding.write(hold('three')), holding.write(refuse('no')), holding.write(hold('four'))]);
    await settle([holding.write(refuse('nor this'))]);
    await settle([holding.write(hold('five'))]);
    expect(rows()).toEqual(['one', 'two', 'three', 'four', 'five']);
  });

  it('answers a full disk with storage_full, and goes on when there is room again', async () => {
    const pages = Number(database.pragma('page_count', { simple: true }));
    database.pragma(`max_page_count = ${pages + 1}`);
    const [big] = await settle([commits.write(insert('x'.repeat(100_000)))]);
    expect(big).toMatchObject({ status: 'rejected', reason: refusedWith('storage_full') });
    database.pragma('max_page_count = 100000');
    const [small] = await settle([commits.write(insert('small'))]);
    expect(small).toMatchObject({ status: 'fulfilled' });
    expect(rows()).toEqual(['small']);
  });

  it('refuses for now what a disk that has become read-only does not take, and goes on reading', async () => {
    await settle([commits.write(insert('before'))]);
    database.pragma('query_only = ON');
    const [refused] = await settle([commits.write(insert('lost'))]);
    expect(refused).toMatchObject({ status: 'rejected', reason: refusedWith('storage_full') });
    expect(rows()).toEqual(['before']);
    database.pragma('query_only = OFF');
    await settle([commits.write(insert('after'))]);
    expect(rows()).toEqual(['before', 'after']);
  });

  it('refuses every command of a group whose commit fails, and tells no listener', async () => {
    const heard: unknown[] = [];
    commits.onCommit((changes) => heard.push(changes));
    database.exec(`
      CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT;
      CREATE TABLE child (id INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED) STRICT`);
    const settled = await settle([
      commits.write(insert('one')),
      // A deferred constraint is what can be made to fail at the very end.
      commits.write(() => database.prepare('INSERT INTO child VALUES (1)').run()),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(heard).toEqual([]);
    expect(rows()).toEqual([]);
    await settle([commits.write(insert('later'))]);
    expect(rows()).toEqual(['later']);
  });

  it('finishes what is queued when it closes, and takes nothing after', async () => {
    const written = commits.write(insert('one'));
    commits.close();
    expect(await written).toBe('one');
    await expect(commits.write(insert('two'))).rejects.toEqual(refusedWith('shutting_down'));
  });
});
