import { z } from 'zod';
import { openDatabase } from '../../../src/sqlite/openDatabase.ts';

/** One value of one row, by number, and what is written over it; columns are counted through all tables. */
export type Scribble = { at: number; row: number; value: ScribbledValue };
export type ScribbledValue = string | number | bigint | Buffer | null;

const nameSchema = z.object({ name: z.string() });
const columnSchema = z.object({ table: z.string(), column: z.string(), type: z.string() });

/** Values that rows of ours never have, beside odd texts. */
export const oddValues: readonly ScribbledValue[] = [
  ...['{}', '[]', 'null', '[[[', '{"__proto__":{"isAdmin":true}}', '[1,2]', '1e999'],
  ...['{"length":{"toString":1,"valueOf":1}}', '\u0000[[['],
  ...[0, -1, 0.5, 1e308, 9_007_199_254_740_993n, 2n ** 63n - 1n],
  ...[Buffer.alloc(0), Buffer.alloc(1_000, 0xff), null],
];

/** Every column of the tables of a file, but of those that SQLite keeps for itself. */
export function columnsOf(path: string): z.output<typeof columnSchema>[] {
  const database = openDatabase(path, { synchronous: 'NORMAL' });
  const tables = database
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' AND name NOT LIKE 'sqlite%'",
    )
    .all()
    .map((row) => nameSchema.parse(row).name);
  const columns = tables.flatMap((table) =>
    database
      .prepare('SELECT ? AS "table", name AS "column", type FROM pragma_table_info(?)')
      .all(table, table)
      .map((row) => columnSchema.parse(row)),
  );
  database.close();
  return columns;
}

/** Writes over values of a file as no build does. */
export function scribbleRows(path: string, scribbles: readonly Scribble[]): void {
  const columns = columnsOf(path);
  const database = openDatabase(path, { synchronous: 'NORMAL' });
  database.pragma('ignore_check_constraints = ON');
  database.pragma('foreign_keys = OFF');
  for (const { at, row, value } of scribbles) {
    const { table, column } = columns[at % columns.length] ?? { table: '', column: '' };
    try {
      database
        .prepare(
          `UPDATE OR REPLACE "${table}" SET "${column}" = ? WHERE "${column}" IS (SELECT "${column}" FROM "${table}" LIMIT 1 OFFSET ?)`,
        )
        .run(value, row);
    } catch {
      // A strict column takes no other kind of value, so that nothing can have written one.
    }
  }
  database.close();
}
