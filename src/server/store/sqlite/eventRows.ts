import { z } from 'zod';
import { entrySchema } from '../../../shared/model/entry.ts';
import type { Seq, UserId } from '../../../shared/model/ids.ts';
import type { Stream } from '../../../shared/model/stream.ts';
import type { StreamEvent } from '../../../shared/protocol/events.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import type { PageLimits, StreamState } from '../Store.ts';
import { booleanColumn, textColumn } from './columns.ts';
import type { EntryRows } from './entryRows.ts';
import { MESSAGE_COLUMNS, MESSAGE_SEQ, messageBytes, parseMessage, placeIn } from './messageRows.ts';

const positionSchema = z.object({ id: z.int(), head: z.int(), floor: z.int(), archived: booleanColumn });
const advancedSchema = z.object({ streamId: z.int(), seq: z.int(), archived: booleanColumn });
const stateSchema = z.object({ stream: textColumn<Stream>(), head: z.int(), floor: z.int() });
const entryDataSchema = z.object({ entry: entrySchema.pick({ kind: true, key: true }) });
const eventSchema = z.object({
  eventSeq: z.int(),
  type: z.string(),
  at: z.int(),
  actorId: textColumn<UserId>().nullable(),
  data: z.string().nullable(),
});

/** About how long an event is as JSON, without its data. */
const ENVELOPE_BYTES = 220;

/** What of an event's data is in its row. */
function kept(data: StreamEvent['data']): unknown {
  if (!('entry' in data)) return data;
  const { kind, key } = data.entry;
  return { entry: { kind, key } };
}

/** The streams and their events (S1). */
export function createEventRows(database: Database, entries: EntryRows) {
  const found = database.prepare('INSERT INTO streams (name, head) VALUES (?, 1)');
  const advance = database.prepare(
    'UPDATE streams SET head = head + 1 WHERE name = ? RETURNING id AS streamId, head AS seq, archived',
  );
  const insert = database.prepare(
    'INSERT INTO events (stream_id, seq, type, at, actor_id, message_id, data) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const position = database.prepare('SELECT id, head, floor, archived FROM streams WHERE name = ?');
  const states = database.prepare(
    `SELECT s.name AS stream, s.head, s.floor FROM memberships m
       JOIN streams s ON s.name = 'conversation:' || m.conversation_id
      WHERE m.user_id = ? ORDER BY m.joined_at, s.id`,
  );
  const after = database.prepare(
    `SELECT e.seq AS eventSeq, e.type, e.at, e.actor_id AS actorId, e.data, ${MESSAGE_COLUMNS}
       FROM events e LEFT JOIN messages m ON m.id = e.message_id
      WHERE e.stream_id = $id AND e.seq > $seq
     UNION ALL
     SELECT * FROM (
       SELECT m.${MESSAGE_SEQ}, 'message.created', m.created_at, m.author_id, NULL, ${MESSAGE_COLUMNS}
         FROM messages m
        WHERE m.place > ${placeIn('$id', '$seq')} AND m.place < (($id + 1) << 32)
        ORDER BY m.place LIMIT $limit)
      ORDER BY eventSeq LIMIT $limit`,
  );
  const remove = database.prepare('DELETE FROM events WHERE stream_id = ? AND seq <= ?');
  const setFloor = database.prepare('UPDATE streams SET floor = ? WHERE id = ?');

  function find(stream: Stream) {
    const row = position.get(stream);
    return row === undefined ? { id: 0, head: 0, floor: 0, archived: false } : positionSchema.parse(row);
  }

  /** An event as it is sent, with its length; a message or an entry in it is as it stands now. */
  function parseEventRow(
    { stream, id }: { stream: Stream; id: number },
    row: unknown,
  ): { event: StreamEvent; bytes: number } {
    const { eventSeq: seq, type, at, actorId, data } = eventSchema.parse(row);
    const message = data === null ? parseMessage(row) : undefined;
    let content: unknown = message ? { message } : JSON.parse(data ?? '');
    let bytes = ENVELOPE_BYTES + (message ? messageBytes(message) : Buffer.byteLength(data ?? ''));
    if (type === 'entry.changed') {
      const { entry } = entryDataSchema.parse(content);
      const value = entries.asToldBy(id, seq, entry);
      content = { entry: { ...entry, ...(value === undefined ? {} : { value }) } };
      bytes = ENVELOPE_BYTES + Buffer.byteLength(JSON.stringify(content));
    }
    // Type and data were paired by `append`.
    return { event: { stream, seq, type, at, actorId, data: content } as StreamEvent, bytes };
  }

  return {
    /** Gives the next seq of a stream to an event that is about to be stored by `insert`. */
    advance(stream: Stream): { streamId: number; seq: Seq; archived: boolean } {
      const advanced = advance.get(stream);
      if (advanced !== undefined) return advancedSchema.parse(advanced);
      return { streamId: Number(found.run(stream).lastInsertRowid), seq: 1, archived: false };
    },
    /** Not for a message created, whose row is the event. Of an entry it keeps which it is, not its value. */
    insert(streamId: number, event: StreamEvent): void {
      const { seq, type, at, actorId, data } = event;
      if ('message' in data) insert.run(streamId, seq, type, at, actorId, data.message.id, null);
      else insert.run(streamId, seq, type, at, actorId, null, JSON.stringify(kept(data)));
    },
    head: (stream: Stream): Seq => find(stream).head,
    state(stream: Stream): StreamState {
      const { head, floor } = find(stream);
      return { stream, head, floor };
    },
    /** The streams of the conversations that a person is in. */
    conversationStates: (userId: UserId): StreamState[] =>
      states.all(userId).map((row) => stateSchema.parse(row)),
    after(stream: Stream, seq: Seq, limits: PageLimits) {
      const { id, head, floor } = find(stream);
      const events: StreamEvent[] = [];
      let bytes = 0;
      for (const row of after.iterate({ id, seq: Math.max(seq, floor), limit: limits.events })) {
        const next = parseEventRow({ stream, id }, row);
        if (events.length > 0 && bytes + next.bytes > limits.bytes) break;
        bytes += next.bytes;
        events.push(next.event);
      }
      return { head, events, more: (events.at(-1)?.seq ?? head) < head, bytes };
    },
    /** Removes events up to `throughSeq` and raises the floor (S4). */
    expire(stream: Stream, throughSeq: Seq): void {
      const { id } = find(stream);
      remove.run(id, throughSeq);
      setFloor.run(throughSeq, id);
    },
  };
}
