import type { Tables } from '../../client/cache/rules/Tables.ts';
import type { UserId } from '../../shared/model/ids.ts';
import { ConversationRecords } from './conversationRecords.ts';
import { EntryRecords } from './entryRecords.ts';
import { MemberRecords } from './memberRecords.ts';
import { MessageRecords } from './messageRecords.ts';
import { RangeRecords } from './rangeRecords.ts';
import { SpaceRecords } from './spaceRecords.ts';
import { StreamRecords } from './streamRecords.ts';
import { UserRecords } from './userRecords.ts';
import type { CacheTransaction } from './write.ts';

/** The cache's stores within one transaction, each behind the module that owns it, and whose cache it is. */
export function openTables(transaction: CacheTransaction, me: UserId) {
  return {
    me,
    space: new SpaceRecords(transaction),
    streams: new StreamRecords(transaction),
    entries: new EntryRecords(transaction),
    users: new UserRecords(transaction),
    conversations: new ConversationRecords(transaction),
    members: new MemberRecords(transaction),
    ranges: new RangeRecords(transaction),
    messages: new MessageRecords(transaction, me),
  } satisfies Tables;
}
