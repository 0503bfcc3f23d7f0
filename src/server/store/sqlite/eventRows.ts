import { z } from 'zod';
import { entrySchema } from '../../../shared/model/entry.ts';
import type { Seq, UserId } from '../../../shared/model/ids.ts';
import type { Stream } from '../../../shared/model/stream.ts';
import type { StreamEvent } from '../../../shared/protocol/events.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import type { PageLimits } from '../Store.ts';
import { textColumn } from './columns.ts';
import type { EntryRows } from './entryRows.ts';
import { MESSAGE_COLUMNS, messageBytes, parseMessage } from './messageRows.ts';
import { MESSAGE_SEQ, placeIn } from './places.ts';
import type { StreamRows } from './streamRows.ts';

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

/** What has happened in the streams (S1). */
export function createEventRows(database: Database, streams: StreamRows, entries: EntryRows) {
  const insert = database.prepare(
    'INSERT INTO events (stream_id, seq, type, at, actor_id, message_id, data) VALUES (?, ?, ?, ?, ?, ?, ?)',
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
    /** Not for a message created, whose row is the event. Of an entry it keeps which it is, not its value. */
    insert(streamId: number, event: StreamEvent): void {
      const { seq, type, at, actorId, data } = event;
      if ('message' in data) insert.run(streamId, seq, type, at, actorId, data.message.id, null);
      else insert.run(streamId, seq, type, at, actorId, null, JSON.stringify(kept(data)));
    },
    after(stream: Stream, seq: Seq, limits: PageLimits) {
      const { id, head, floor } = streams.find(stream);
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
      remove.run(streams.find(stream).id, throughSeq);
      streams.raiseFloor(stream, throughSeq);
    },
  };
}
