import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { migrate } from '../src/sqlite/migrate.ts';
import { databases, type FixtureKind, fixturePath } from '../test/fixtures/databases.ts';

/**
 * Makes a file of each version of each database that has none yet: run it when a migration was added, before it ships, and
 * commit what it makes. What is there stays as it is, for it is what people have on their disks.
 */
for (const kind of Object.keys(databases) as FixtureKind[]) {
  const { migrations } = databases[kind];
  for (const [index] of migrations.entries()) make(kind, index + 1);
}

function make(kind: FixtureKind, version: number): void {
  const path = fixturePath(kind, version);
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  const database = new SqliteDatabase(path);
  // Small pages make small files.
  database.pragma('page_size = 512');
  const { migrations, rows } = databases[kind];
  for (let made = 1; made <= version; made++) {
    migrate(database, migrations.slice(0, made));
    database.exec(rows[made - 1] ?? '');
  }
  database.exec('VACUUM');
  database.close();
  process.stdout.write(`made ${path}\n`);
}
