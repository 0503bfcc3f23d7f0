import { z } from 'zod';
import type { Epoch, Incarnation, SpaceId, Timestamp } from '../../../shared/model/ids.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import { textColumn } from './columns.ts';

const rowSchema = z.object({ id: textColumn<SpaceId>(), name: z.string(), epoch: textColumn<Epoch>() });
export type SpaceRow = z.infer<typeof rowSchema>;

/** What this data is (S11): born once, and started many times. */
export function createSpaceRows(database: Database) {
  const select = database.prepare('SELECT id, name, epoch FROM space');
  const insert = database.prepare(
    'INSERT INTO space (only, id, name, epoch, created_at) VALUES (1, ?, ?, ?, ?)',
  );
  const setEpoch = database.prepare('UPDATE space SET epoch = ?');
  const rename = database.prepare('UPDATE space SET name = ?');
  const start = database.prepare('INSERT INTO incarnations (id, started_at) VALUES (?, ?)');
  const started = database.prepare('SELECT 1 FROM incarnations WHERE id = ?');
  return {
    find(): SpaceRow | undefined {
      const row = select.get();
      return row === undefined ? undefined : rowSchema.parse(row);
    },
    /** Of data that has been born. */
    get: (): SpaceRow => rowSchema.parse(select.get()),
    insert: (space: SpaceRow, at: Timestamp) => void insert.run(space.id, space.name, space.epoch, at),
    /** The data has another past than it had (S11). */
    setEpoch: (epoch: Epoch) => void setEpoch.run(epoch),
    rename: (name: string) => void rename.run(name),
    addIncarnation: (id: Incarnation, at: Timestamp) => void start.run(id, at),
    hasIncarnation: (id: Incarnation): boolean => started.get(id) !== undefined,
  };
}
