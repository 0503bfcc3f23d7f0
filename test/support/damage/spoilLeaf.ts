import { closeSync, openSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { openDatabase } from '../../../src/sqlite/openDatabase.ts';

/** Writes over one of the pages that hold a table's rows, by its number among them; nobody may be using the file. */
export function spoilLeaf(path: string, table: string, number: number): void {
  const database = openDatabase(path, { synchronous: 'FULL' });
  database.pragma('wal_checkpoint(TRUNCATE)');
  const size = z.int().parse(database.pragma('page_size', { simple: true }));
  const pages = z
    .array(z.int())
    .parse(
      database
        .prepare("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path")
        .pluck()
        .all(table),
    );
  database.close();
  const page = pages.at(number);
  if (page === undefined) throw new Error(`${table} has no ${number} pages of rows`);
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(size, 0xff), 0, size, (page - 1) * size);
  closeSync(file);
}
