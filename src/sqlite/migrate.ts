import { DatabaseError, toDatabaseError } from './DatabaseError.ts';
import type { Database } from './openDatabase.ts';

/** One step from version N−1 to N. Runs inside a transaction of its own; never edited once it has shipped. */
export type Migration = (database: Database) => void;

/**
 * Brings a database to the version that `migrations` lists (the first makes version 1). A step that fails
 * leaves the file at the version before it. Throws `DatabaseError` with `newer`, having written nothing,
 * when a later build has been here.
 */
export function migrate(database: Database, migrations: readonly Migration[]): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > migrations.length)
    throw new DatabaseError(
      'newer',
      `${database.name} was written by a newer version of Parley (its data has version ${version}, this build ` +
        `knows up to ${migrations.length}). Install that version or a later one.`,
    );
  try {
    for (const [index, step] of migrations.entries())
      if (index >= version) runStep(database, step, index + 1);
  } catch (error) {
    throw toDatabaseError(error, database.name);
  }
}

function runStep(database: Database, step: Migration, version: number): void {
  const run = database.transaction(() => {
    step(database);
    database.pragma(`user_version = ${version}`);
  });
  run.exclusive();
}
