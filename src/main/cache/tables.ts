import type { Tables } from '../../client/cache/rules/Tables.ts';
import type { UserId } from '../../shared/model/ids.ts';
import type { Database } from '../../sqlite/openDatabase.ts';
import { ConversationRows } from './conversationRows.ts';
import { EntryRows } from './entryRows.ts';
import { IndexRows } from './indexRows.ts';
import { MemberRows } from './memberRows.ts';
import { MessageRows } from './messageRows.ts';
import { RangeRows } from './rangeRows.ts';
import { SpaceRows } from './spaceRows.ts';
import { StreamRows } from './streamRows.ts';
import { UserRows } from './userRows.ts';
import { WordRows } from './wordRows.ts';

/** The cache's tables, each behind the module that owns it, whose cache it is, and what only searching needs. */
export type SqliteTables = ReturnType<typeof openTables>;

export function openTables(database: Database, me: UserId) {
  const index = new IndexRows(database);
  return {
    me,
    space: new SpaceRows(database),
    streams: new StreamRows(database),
    entries: new EntryRows(database),
    users: new UserRows(database),
    conversations: new ConversationRows(database),
    members: new MemberRows(database),
    ranges: new RangeRows(database),
    messages: new MessageRows(database, me, index),
    index,
    words: new WordRows(database),
  } satisfies Tables & { index: IndexRows; words: WordRows };
}
