import { z } from 'zod';
import type { Database } from '../../sqlite/openDatabase.ts';

/** When a backup was made (UTC ms), and the keys that lay beside the data. */
export type BackupContent = { madeAt: number; files: KeptFile[] };
export type KeptFile = { name: string; content: Buffer };

/** What of a data folder goes into a backup beside the database: the keys, and certificates for them. */
export const isKept = (name: string): boolean => /^[a-z][a-z0-9-]*\.(key|crt)$/.test(name);
/** A key is some hundred bytes; nothing larger is one of ours. */
const MAX_KEPT_BYTES = 64 * 1024;

const madeAtSchema = z.object({ made_at: z.int() });
const fileSchema = z.object({
  name: z.string().refine(isKept),
  content: z.instanceof(Buffer).refine(({ length }) => length <= MAX_KEPT_BYTES),
});

/** Makes a copied database a backup. */
export function writeContent(database: Database, { madeAt, files }: BackupContent): void {
  database.exec(`
    CREATE TABLE backup (only INTEGER PRIMARY KEY CHECK (only = 1), made_at INTEGER NOT NULL) STRICT;
    CREATE TABLE backup_files (name TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;
  `);
  database.prepare('INSERT INTO backup (only, made_at) VALUES (1, ?)').run(madeAt);
  const insert = database.prepare('INSERT INTO backup_files (name, content) VALUES (?, ?)');
  for (const { name, content } of files) insert.run(name, content);
}

/** What a backup holds beside its data; `undefined` for a database that is none. */
export function readContent(database: Database): BackupContent | undefined {
  const tables = database.prepare(
    "SELECT count(*) FROM sqlite_schema WHERE name IN ('backup', 'backup_files')",
  );
  if (tables.pluck().get() !== 2) return undefined;
  const { made_at: madeAt } = madeAtSchema.parse(database.prepare('SELECT made_at FROM backup').get());
  const files = z.array(fileSchema).parse(database.prepare('SELECT name, content FROM backup_files').all());
  return { madeAt, files };
}

/** Makes a backup an ordinary database again. */
export function dropContent(database: Database): void {
  database.exec('DROP TABLE backup; DROP TABLE backup_files');
}
