import SqliteDatabase from 'better-sqlite3';
import { z } from 'zod';

const messageRow = z.object({
  id: z.string(),
  conversation_id: z.string(),
  seq: z.int(),
  changed_seq: z.int(),
  author_id: z.string(),
  client_id: z.string(),
  text: z.string(),
  deleted_at: z.int().nullable(),
});
const membershipRow = z.object({ conversation_id: z.string(), user_id: z.string(), read_seq: z.int() });
const streamRow = z.object({ name: z.string(), head: z.int(), floor: z.int(), events: z.int() });

/** What a server's file says, read past all of the server's own code but its tables. */
export type ServerState = {
  messages: z.output<typeof messageRow>[];
  memberships: z.output<typeof membershipRow>[];
  /** Their ids. */
  conversations: Set<string>;
  /** The client ids of messages that wait to be sent. */
  scheduled: Set<string>;
  /** What is wrong with the file itself; empty where nothing is. */
  faults: string[];
};

/** Reads the file of a space whose server does not run. */
export function readServerState(path: string): ServerState {
  const database = new SqliteDatabase(path, { readonly: true });
  try {
    const all = <T>(schema: z.ZodType<T>, sql: string): T[] =>
      z.array(schema).parse(database.prepare(sql).all());
    const faults: string[] = [];
    const sound = database.pragma('integrity_check(1)', { simple: true });
    if (sound !== 'ok') faults.push(`the server's file is damaged: ${String(sound)}`);
    if ((database.pragma('foreign_key_check') as unknown[]).length > 0)
      faults.push("rows of the server's file refer to none");
    // S1: every seq above the floor, up to the head, is an event or a message (S4).
    const streams = all(
      streamRow,
      `SELECT name, head, floor,
         (SELECT count(*) FROM events WHERE stream_id = streams.id AND seq > floor)
           + (SELECT count(*) FROM messages WHERE place >> 32 = streams.id AND place & 4294967295 > floor) AS events
       FROM streams`,
    );
    for (const { name, head, floor, events } of streams)
      if (head - floor !== events)
        faults.push(`S1: ${name} has ${events} events above ${floor} and its head is ${head}`);
    return {
      messages: all(
        messageRow,
        `SELECT id, conversation_id, place & 4294967295 AS seq, changed_seq, author_id, client_id, text, deleted_at
         FROM messages ORDER BY place`,
      ),
      memberships: all(membershipRow, 'SELECT conversation_id, user_id, read_seq FROM memberships'),
      conversations: new Set(
        all(z.object({ id: z.string() }), 'SELECT id FROM conversations').map(({ id }) => id),
      ),
      scheduled: new Set(
        all(z.object({ key: z.string() }), "SELECT key FROM entries WHERE kind = 'scheduled'").map(
          ({ key }) => key,
        ),
      ),
      faults,
    };
  } finally {
    database.close();
  }
}
