import { z } from 'zod';
import type { ConversationId, MessageId, Seq, Timestamp } from '../../../shared/model/ids.ts';
import type { Message, Version } from '../../../shared/model/message.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import { MESSAGES_THROUGH } from './messageRows.ts';

const rowsSchema = z.array(z.object({ text: z.string(), replacedAt: z.int() }));

/** How many earlier versions of one message are kept, and how many characters they may be together: they are one answer. */
const MAX_VERSIONS = 50;
const MAX_CHARACTERS = 200_000;

/** What messages said before they were edited; of what was edited very often, the oldest versions go. */
export function createVersionRows(database: Database) {
  const insert = database.prepare(
    'INSERT INTO message_versions (message_id, replaced_at, seq, text) VALUES (?, ?, ?, ?)',
  );
  const prune = database.prepare(
    `DELETE FROM message_versions WHERE message_id = $id AND seq NOT IN (
       SELECT seq FROM (
         SELECT seq, row_number() OVER newest AS number, sum(length(text)) OVER newest AS characters
           FROM message_versions WHERE message_id = $id WINDOW newest AS (ORDER BY seq DESC))
        WHERE number <= ${MAX_VERSIONS} AND characters <= ${MAX_CHARACTERS})`,
  );
  const of = database.prepare(
    'SELECT text, replaced_at AS replacedAt FROM message_versions WHERE message_id = ? ORDER BY seq',
  );
  const remove = database.prepare('DELETE FROM message_versions WHERE message_id = ?');
  const expire = database.prepare(
    `DELETE FROM message_versions WHERE message_id IN (SELECT id FROM messages WHERE ${MESSAGES_THROUGH})`,
  );
  return {
    /** A message as it stands, before an edit replaces its text. */
    insert({ id, changedSeq, text }: Message, replacedAt: Timestamp): void {
      insert.run(id, replacedAt, changedSeq, text);
      prune.run({ id });
    },
    of: (id: MessageId): Version[] => rowsSchema.parse(of.all(id)),
    remove: (id: MessageId) => void remove.run(id),
    expire: (conversationId: ConversationId, throughSeq: Seq) =>
      void expire.run({ conversationId, throughSeq }),
  };
}
