import type { Upgrade } from '../idb/openIdb.ts';
import type { CacheSchema } from './schema.ts';

/**
 * The cache's first stores. A message's key is its conversation's key × 2³² + its seq, so that each conversation lies together
 * and in order. The indexes of messages hold only those that have the field: `unread`, `mention` and `deletion` are what counting
 * looks at (see `messageRecords.ts`), so that it is a count of keys and never reads a text.
 */
export const v1: Upgrade<CacheSchema> = (database) => {
  database.createObjectStore('space');
  database.createObjectStore('streams', { keyPath: 'name' });
  database.createObjectStore('users', { keyPath: 'id' });
  database.createObjectStore('entries', { keyPath: ['stream', 'kind', 'key'] });
  const conversations = database.createObjectStore('conversations', { keyPath: 'key', autoIncrement: true });
  conversations.createIndex('id', 'id', { unique: true });
  database.createObjectStore('members', { keyPath: ['conversation', 'userId'] });
  database.createObjectStore('ranges');
  const messages = database.createObjectStore('messages', { keyPath: 'place' });
  messages.createIndex('id', 'id', { unique: true });
  messages.createIndex('unread', 'unread');
  messages.createIndex('mention', 'mention');
  messages.createIndex('deletion', 'deletion');
  messages.createIndex('replyTo', 'replyTo');
  messages.createIndex('thread', ['threadOf', 'createdAt']);
};
