import type { SearchPage, SearchQuery } from '../../client/cache/Cache.ts';
import type { ConversationId, UserId } from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import { holdsAll, queryWords } from '../../shared/model/searchWords.ts';
import { newestFirst, type Read, type Source, sourceOf } from './newestFirst.ts';
import { openTables } from './tables.ts';

/** A call takes about so long at most, in ms; what it has not come to is left to the next page. */
const AT_MOST_MS = 1_000;
/** So many texts are looked at in any case, so that each page comes further. */
const AT_LEAST = 1_000;
/** So many pages' ends are remembered. */
const REMEMBERED = 100;

type Hit = { place: number; id: ConversationId };

/**
 * Searching without an index of words: goes through the texts from the newest on until a page is full, some in each
 * transaction, and reads what was found again at the end, so that a page is true as of one moment. `next` is the number of a
 * page's end, which may not be full, or empty, where looking for more would take too long; behind it is how far each conversation was looked through, so that none is missed and none comes twice.
 */
export class Searching {
  readonly #read: Read;
  readonly #me: UserId;
  readonly #ends = new Map<number, Source[]>();
  #pages = 0;

  constructor(read: Read, me: UserId) {
    this.#read = read;
    this.#me = me;
  }

  async search({ text, conversationId, before, limit }: SearchQuery): Promise<SearchPage> {
    const sources = before === null ? await this.#begin(conversationId) : this.#ends.get(before);
    // A page's end that this cache does not remember, such as one from before a restart: only a new search helps.
    if (!sources) return { messages: [], next: null, complete: false };
    const asked = queryWords(text);
    const { hits, end } = await this.#find(asked, sources, limit);
    return {
      messages: await this.#messages(hits, asked),
      next: end ? this.#remember(end) : null,
      complete: true,
    };
  }

  async #find(
    asked: readonly string[],
    sources: readonly Source[],
    limit: number,
  ): Promise<{ hits: Hit[]; end?: Source[] }> {
    const hits: Hit[] = [];
    if (asked.length === 0) return { hits };
    const left = sources.map((source) => ({ ...source }));
    const here = () => left.map((source) => ({ ...source }));
    const until = performance.now() + AT_MOST_MS;
    let end: Source[] | undefined;
    let looked = 0;
    for await (const { place, id, text } of newestFirst(this.#read, left)) {
      looked += 1;
      if (holdsAll(text, asked)) {
        // One more than is asked for: there is another page.
        if (end) return { hits, end };
        hits.push({ place, id });
        if (hits.length >= limit) end = here();
      }
      if (looked % AT_LEAST === 0 && performance.now() > until) return { hits, end: end ?? here() };
    }
    return { hits };
  }

  #begin(only: ConversationId | null): Promise<Source[]> {
    return this.#read(async (transaction) => {
      const { conversations } = openTables(transaction, this.#me);
      const rows = only === null ? await conversations.all() : [await conversations.get(only)];
      return rows.flatMap((row) => (row?.joined ? [sourceOf(row)] : []));
    });
  }

  #messages(hits: readonly Hit[], asked: readonly string[]): Promise<Message[]> {
    return this.#read(async (transaction) => {
      const { messages } = openTables(transaction, this.#me);
      const found = await Promise.all(hits.map(async ({ place, id }) => (await messages.at(place))?.as(id)));
      return found.filter((message) => message !== undefined).filter(({ text }) => holdsAll(text, asked));
    });
  }

  #remember(end: Source[]): number {
    this.#pages += 1;
    this.#ends.set(this.#pages, end);
    this.#ends.delete(this.#pages - REMEMBERED);
    return this.#pages;
  }
}
