import { z } from 'zod';
import {
  type Conversation,
  conversationExtras,
  conversationKindSchema,
} from '../../../shared/model/conversation.ts';
import { extrasColumn, packExtras } from '../../../shared/model/extras.ts';
import type { ConversationId, UserId } from '../../../shared/model/ids.ts';
import { conversationStream } from '../../../shared/model/stream.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import { lookAlike } from '../../names/looks.ts';
import { booleanColumn, idListColumn, textColumn } from './columns.ts';
import type { StreamRows } from './streamRows.ts';

const rowSchema = z.object({
  id: textColumn<ConversationId>(),
  kind: conversationKindSchema,
  name: z.string().nullable(),
  private: booleanColumn,
  everyone: booleanColumn,
  memberIds: idListColumn<UserId>(),
  createdBy: textColumn<UserId>(),
  createdAt: z.int(),
  extras: extrasColumn(conversationExtras),
});
const toConversation = (row: unknown): Conversation => {
  const { extras, ...conversation } = rowSchema.parse(row);
  return { ...conversation, ...extras };
};

const namedSchema = z.object({ id: textColumn<ConversationId>(), name: z.string() });

const COLUMNS = `c.id, c.kind, c.name, c.private, c.everyone, c.member_ids AS memberIds,
  c.created_by AS createdBy, c.created_at AS createdAt, c.extras`;

/** As names of public channels are compared: whatever their case and however their characters are composed. */
const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase();
const pairKey = (pair: readonly UserId[]): string => [...pair].sort().join(' ');

export function createConversationRows(database: Database, streams: StreamRows) {
  const insert = database.prepare(
    `INSERT INTO conversations
       (id, kind, name, private, everyone, member_ids, created_by, created_at, name_key, pair_key)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = database.prepare('UPDATE conversations SET name = ?, name_key = ?, extras = ? WHERE id = ?');
  const setMembers = database.prepare('UPDATE conversations SET member_ids = ? WHERE id = ?');
  const byId = database.prepare(`SELECT ${COLUMNS} FROM conversations c WHERE c.id = ?`);
  const named = database.prepare('SELECT id, name FROM conversations WHERE name_key IS NOT NULL');
  const byName = database.prepare('SELECT id FROM conversations WHERE name_key = ?').pluck();
  const byPair = database.prepare(`SELECT ${COLUMNS} FROM conversations c WHERE c.pair_key = ?`);
  const open = database.prepare(`SELECT ${COLUMNS} FROM conversations c WHERE c.private = 0 ORDER BY c.id`);
  const everyones = database.prepare(`SELECT ${COLUMNS} FROM conversations c WHERE c.everyone = 1`);
  const ofUser = database.prepare(
    `SELECT ${COLUMNS} FROM memberships m JOIN conversations c ON c.id = m.conversation_id
      WHERE m.user_id = ? ORDER BY m.joined_at, c.id`,
  );
  const parse = (row: unknown): Conversation | undefined =>
    row === undefined ? undefined : toConversation(row);
  const parseAll = (rows: unknown[]): Conversation[] => rows.map(toConversation);
  return {
    insert(conversation: Conversation): void {
      const { id, kind, name, memberIds, createdBy, createdAt } = conversation;
      const hidden = Number(conversation.private);
      const shared = name !== null && !conversation.private ? nameKey(name) : null;
      const pair = kind === 'direct' ? pairKey(memberIds) : null;
      const everyone = Number(conversation.everyone);
      const people = JSON.stringify(memberIds);
      insert.run(id, kind, name, hidden, everyone, people, createdBy, createdAt, shared, pair);
    },
    /** Writes what can change of a conversation but its people. */
    update(conversation: Conversation): void {
      const { id, name } = conversation;
      const shared = name !== null && !conversation.private ? nameKey(name) : null;
      update.run(name, shared, packExtras(conversationExtras, conversation), id);
      streams.archive(conversationStream(id), conversation.archivedAt !== undefined);
    },
    setMembers: (id: ConversationId, ids: UserId[]) => void setMembers.run(JSON.stringify(ids), id),
    find: (id: ConversationId): Conversation | undefined => parse(byId.get(id)),
    /** The public channel of this name. */
    idOfName: (name: string): ConversationId | undefined =>
      textColumn<ConversationId>()
        .optional()
        .parse(byName.get(nameKey(name))),
    /** The name of a public channel that can be taken for this one, but for the channel that is to have it. */
    lookalikeOf: (wanted: string, id?: ConversationId): string | undefined =>
      z
        .array(namedSchema)
        .parse(named.all())
        .find((other) => other.id !== id && lookAlike(wanted, other.name))?.name,
    /** The direct conversation of two people (S6). */
    findDirect: (pair: readonly UserId[]): Conversation | undefined => parse(byPair.get(pairKey(pair))),
    allPublic: (): Conversation[] => parseAll(open.all()),
    /** Those that everyone is in. */
    forEveryone: (): Conversation[] => parseAll(everyones.all()),
    ofUser: (userId: UserId): Conversation[] => parseAll(ofUser.all(userId)),
  };
}
