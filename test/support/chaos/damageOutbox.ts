import SqliteDatabase from 'better-sqlite3';
import { z } from 'zod';
import type { ClientId } from '../../../src/shared/model/ids.ts';
import { onCopy } from '../damage/onCopy.ts';

/** What something did to an outbox. */
export type OutboxDamage = {
  /** What its rows go by that are not as they were, cannot be read any more, or were not there before. */
  touched: Set<ClientId>;
  /** Whether requests and drafts cannot all be read, as every start does. */
  isBroken: boolean;
};

const rowSchema = z.object({ client_id: z.unknown() });

/** Does something to the outbox of a client that does not run. */
export function damageOutbox(path: string, damage: () => void): OutboxDamage {
  const before = requestsOf(path);
  damage();
  const after = requestsOf(path);
  // Whatever stands there as an id, an id that anybody goes by is one.
  const changed = [...before.lines, ...after.lines].filter(
    (line) => !(before.lines.has(line) && after.lines.has(line)),
  );
  const touched = new Set(
    [...changed].map((line) => rowSchema.parse(JSON.parse(line)).client_id as ClientId),
  );
  return { touched, isBroken: !after.isWhole };
}

type Requests = { lines: Set<string>; isWhole: boolean };

const requestsOf = (path: string): Requests =>
  onCopy<Requests>(path, requestsIn, () => ({ lines: new Set(), isWhole: false }));

/** Its requests, each as a line, from either end up to what cannot be read. */
function requestsIn(copy: SqliteDatabase.Database): Requests {
  const lines = new Set<string>();
  const isReadable = (sql: string, take: (row: unknown) => void): boolean => {
    try {
      for (const row of copy.prepare(sql).safeIntegers().iterate()) take(row);
      return true;
    } catch (error) {
      if (error instanceof SqliteDatabase.SqliteError) return false;
      throw error;
    }
  };
  const take = (row: unknown) => lines.add(JSON.stringify(row, (_, value) => asText(value)));
  const isWhole = isReadable('SELECT * FROM request ORDER BY position', take);
  if (!isWhole) isReadable('SELECT * FROM request ORDER BY position DESC', take);
  return { lines, isWhole: isWhole && isReadable('SELECT * FROM draft', () => {}) };
}

const asText = (value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
