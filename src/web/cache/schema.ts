import type { DBSchema } from 'idb';
import type { StreamEntry } from '../../client/cache/Cache.ts';
import type { Range } from '../../client/cache/rules/ranges.ts';
import type { UserId } from '../../shared/model/ids.ts';
import type { User } from '../../shared/model/user.ts';
import type { ConversationRecord } from './conversationRecords.ts';
import type { MessageRecord } from './messageRecords.ts';
import type { SpaceRecord } from './spaceRecords.ts';
import type { StreamRecord } from './streamRecords.ts';

/** The cache's object stores, as `v1.ts` and those after it make them; each belongs to the module that reads and writes it. */
export interface CacheSchema extends DBSchema {
  space: { key: 'space'; value: SpaceRecord };
  streams: { key: string; value: StreamRecord };
  users: { key: string; value: User };
  entries: { key: [stream: string, kind: string, key: string]; value: StreamEntry };
  conversations: { key: number; value: ConversationRecord; indexes: { id: string } };
  members: {
    key: [conversation: number, userId: string];
    value: { conversation: number; userId: UserId };
  };
  ranges: { key: number; value: Range[] };
  messages: {
    key: number;
    value: MessageRecord;
    indexes: {
      id: string;
      unread: number;
      mention: number;
      deletion: number;
      replyTo: string;
      thread: [replyTo: string, createdAt: number];
    };
  };
}
