import { z } from 'zod';
import type { Seq, UserId } from '../../../shared/model/ids.ts';
import type { Stream } from '../../../shared/model/stream.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import type { StreamState } from '../Store.ts';
import { booleanColumn, textColumn } from './columns.ts';

const positionSchema = z.object({ id: z.int(), head: z.int(), floor: z.int(), archived: booleanColumn });
const stateSchema = z.object({ stream: textColumn<Stream>(), head: z.int(), floor: z.int() });

/** Where a stream stands. Whoever can write to its conversation is refused while it is `archived`. */
export type Position = z.infer<typeof positionSchema>;

const NOWHERE: Position = { id: 0, head: 0, floor: 0, archived: false };

/**
 * Where the streams stand (S1). Events of one commit mostly go to few streams, so that the heads it moves are kept in
 * memory, and written once before it ends.
 */
export function createStreamRows(database: Database) {
  const insert = database.prepare('INSERT INTO streams (name, head) VALUES (?, 0)');
  const select = database.prepare('SELECT id, head, floor, archived FROM streams WHERE name = ?');
  const setHead = database.prepare('UPDATE streams SET head = ? WHERE id = ?');
  const setFloor = database.prepare('UPDATE streams SET floor = ? WHERE id = ?');
  const archive = database.prepare('UPDATE streams SET archived = ? WHERE name = ?');
  const states = database.prepare(
    `SELECT s.name AS stream, s.head, s.floor FROM memberships m
       JOIN streams s ON s.name = 'conversation:' || m.conversation_id
      WHERE m.user_id = ? ORDER BY m.joined_at, s.id`,
  );
  /** Streams with events of the commit under way. */
  const moved = new Map<Stream, Position>();

  function find(stream: Stream): Position {
    const held = moved.get(stream);
    if (held) return held;
    const row = select.get(stream);
    return row === undefined ? NOWHERE : positionSchema.parse(row);
  }

  function write(): void {
    for (const { id, head } of moved.values()) setHead.run(head, id);
    moved.clear();
  }

  return {
    find,
    /** Gives the next seq of a stream to an event that is about to be stored. */
    advance(stream: Stream): Position {
      const before = find(stream);
      const id = before === NOWHERE ? Number(insert.run(stream).lastInsertRowid) : before.id;
      const position = { ...before, id, head: before.head + 1 };
      moved.set(stream, position);
      return position;
    },
    head: (stream: Stream): Seq => find(stream).head,
    state(stream: Stream): StreamState {
      const { head, floor } = find(stream);
      return { stream, head, floor };
    },
    /** The streams of the conversations that a person is in; between two commits. */
    ofConversations: (userId: UserId): StreamState[] =>
      states.all(userId).map((row) => stateSchema.parse(row)),
    raiseFloor(stream: Stream, floor: Seq): void {
      write();
      setFloor.run(floor, find(stream).id);
    },
    archive(stream: Stream, on: boolean): void {
      write();
      archive.run(Number(on), stream);
    },
    /** Writes what is kept in memory: before a commit ends, or a savepoint of it. */
    write,
    /** Forgets it, where what it was made from is undone. */
    forget: (): void => moved.clear(),
  };
}
export type StreamRows = ReturnType<typeof createStreamRows>;
