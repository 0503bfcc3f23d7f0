import type { SearchPage, SearchQuery } from '../../client/cache/Cache.ts';
import type { ConversationId } from '../../shared/model/ids.ts';
import { holdsAll, queryWords } from '../../shared/model/searchWords.ts';
import type { SqliteTables } from './tables.ts';

/** Reads a page of what the index leads to; see `Cache.search`. `complete` is whether the index holds everything. */
export function readSearch(tables: SqliteTables, query: SearchQuery, complete: boolean): SearchPage {
  const page: SearchPage = { messages: [], next: null, complete };
  const asked = queryWords(query.text);
  const within = query.conversationId && tables.conversations.get(query.conversationId);
  if (asked.length === 0 || (query.conversationId && !within)) return page;
  const key = within?.key ?? null;
  const joined = new Map<number, ConversationId | undefined>();
  let last: number | null = null;
  for (const { id, place } of tables.words.find(asked, key, query.before)) {
    const found = tables.messages.at(place);
    if (!found || (key !== null && found.key !== key)) continue;
    if (!joined.has(found.key)) joined.set(found.key, tables.conversations.joinedId(found.key));
    const conversationId = joined.get(found.key);
    if (!conversationId) continue;
    const message = found.as(conversationId);
    // The index leads to what may hold the words, and is not asked about each of them to the last letter.
    if (!holdsAll(message.text, asked)) continue;
    if (page.messages.length === query.limit) return { ...page, next: last };
    page.messages.push(message);
    last = id;
  }
  return page;
}
