import type { SearchPage, SearchQuery } from '../../client/cache/Cache.ts';
import type { ConversationId, UserId } from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import { holdsAll, queryWords } from '../../shared/model/searchWords.ts';
import { openTables } from './tables.ts';
import { newestBefore, newestIn, type Written } from './texts.ts';
import type { CacheTransaction } from './write.ts';

/** Messages looked at in one transaction: whoever wants to write waits for no more than that. */
const AT_A_TIME = 1_000;
/** So many places at which pages ended are remembered. */
const REMEMBERED = 200;

type Read = <T>(work: (transaction: CacheTransaction) => Promise<T>) => Promise<T>;
/** The conversations to look through, by their keys, and the key of the only one there may be. */
type Within = { joined: ReadonlyMap<number, ConversationId>; only: number | undefined };

/**
 * Searching without an index of words: goes through the texts from the newest on, a stretch in each transaction, until a page is
 * full. What was found is read again at the end, so that a page is true as of one moment. `next` is the place of a page's last message.
 */
export class Searching {
  readonly #read: Read;
  readonly #me: UserId;
  /** The ends of pages: their messages may be gone when the next page is asked for. */
  readonly #ends = new Map<number, Written>();

  constructor(read: Read, me: UserId) {
    this.#read = read;
    this.#me = me;
  }

  async search({ text, conversationId, before, limit }: SearchQuery): Promise<SearchPage> {
    const asked = queryWords(text);
    const within = await this.#within(conversationId);
    const end = before === null ? undefined : await this.#end(before);
    if (asked.length === 0 || !within || end === null) return { messages: [], next: null, complete: true };
    // One more, to know whether there is another page.
    const hits = await this.#find(asked, within, end, limit + 1);
    const page = hits.slice(0, limit);
    const last = hits.length > limit ? page.at(-1) : undefined;
    if (last) this.#remember(last);
    const messages = await this.#messages(page, asked, within);
    return { messages, next: last?.place ?? null, complete: true };
  }

  async #find(
    asked: readonly string[],
    { joined, only }: Within,
    end: Written | undefined,
    enough: number,
  ): Promise<Written[]> {
    const hits: Written[] = [];
    let from = end;
    for (;;) {
      const texts = await this.#read((transaction) =>
        only === undefined
          ? newestBefore(transaction, from, AT_A_TIME)
          : newestIn(transaction, only, from, AT_A_TIME),
      );
      for (const { key, place, writtenAt, text } of texts) {
        if (!joined.has(key) || !holdsAll(text, asked)) continue;
        hits.push({ place, writtenAt });
        if (hits.length === enough) return hits;
      }
      from = texts.at(-1);
      if (texts.length < AT_A_TIME) return hits;
    }
  }

  /** Undefined where there is nothing to look through. */
  async #within(id: ConversationId | null): Promise<Within | undefined> {
    const rows = await this.#read((transaction) => openTables(transaction, this.#me).conversations.all());
    const joined = new Map(rows.flatMap((row) => (row.joined ? [[row.key, row.conversation.id]] : [])));
    if (id === null) return { joined, only: undefined };
    const only = rows.find((row) => row.joined && row.conversation.id === id)?.key;
    return only === undefined ? undefined : { joined, only };
  }

  #messages(page: readonly Written[], asked: readonly string[], { joined }: Within): Promise<Message[]> {
    return this.#read(async (transaction) => {
      const { messages } = openTables(transaction, this.#me);
      const found = await Promise.all(page.map(({ place }) => messages.at(place)));
      return found.flatMap((each) => {
        const id = each && joined.get(each.key);
        const message = id && each.as(id);
        return message && holdsAll(message.text, asked) ? [message] : [];
      });
    });
  }

  /** Where the next page begins; null where that is not known any more, since the message has gone with the page that ended there. */
  async #end(place: number): Promise<Written | null> {
    const remembered = this.#ends.get(place);
    if (remembered) return remembered;
    const record = await this.#read((transaction) => transaction.objectStore('messages').get(place));
    return record ? { place, writtenAt: record.createdAt } : null;
  }

  #remember(end: Written): void {
    this.#ends.set(end.place, end);
    const [oldest] = this.#ends.keys();
    if (this.#ends.size > REMEMBERED && oldest !== undefined) this.#ends.delete(oldest);
  }
}
