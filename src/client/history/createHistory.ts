import type { MessagePage } from '../../shared/ipc/views.ts';
import type { ConversationId, Seq } from '../../shared/model/ids.ts';
import type { Payload, Reply } from '../../shared/protocol/requests.ts';
import { HISTORY_MAX_LIMIT } from '../../shared/protocol/sync.ts';
import type { Cache, CacheChange, CachedPage, HistoryPage, PageBound } from '../cache/Cache.ts';
import type { Clock } from '../clock.ts';
import { askPatiently } from '../connection/askPatiently.ts';
import type { Connection } from '../connection/createConnection.ts';
import type { Link } from '../connection/Transport.ts';
import { EngineError } from '../Engine.ts';
import { engineErrorOf } from '../engineErrorOf.ts';

/** The least that is fetched to fill a hole, so that scrolling on needs no request for every few rows. */
const FETCH_LIMIT = 100;

type Bound = PageBound | undefined;

/**
 * Reads pages of a conversation from the cache and fills its holes from the server, when that can be
 * reached (S12).
 */
export function createHistory(
  cache: Cache,
  connection: Pick<Connection, 'link' | 'linkSoon'>,
  clock: Clock,
  onChange: (change: CacheChange) => void,
) {
  async function fetchPage(
    over: Link,
    conversationId: ConversationId,
    bound: Bound,
    limit: number,
  ): Promise<void> {
    const size = Math.min(HISTORY_MAX_LIMIT, Math.max(FETCH_LIMIT, limit));
    const payload: Payload<'history'> = { conversationId, limit: size, ...bound };
    const answer = await askPatiently(over, clock, 'history', payload);
    if (!answer.ok) throw engineErrorOf(answer.failure);
    onChange(await cache.addPage(conversationId, coverage(bound, answer.data)));
  }

  return {
    /** Rejects with `offline` when nothing of the page is here and the server cannot be asked. */
    async page(conversationId: ConversationId, bound: Bound, limit: number): Promise<MessagePage> {
      let page = await cache.page(conversationId, bound, limit);
      const missing = holeIn(page, bound, limit);
      if (missing !== undefined) {
        // What is here is shown at once; only an empty page is worth waiting for.
        const over = page.messages.length > 0 ? connection.link() : await connection.linkSoon();
        if (over !== undefined) {
          await fetchPage(over, conversationId, missing.bound, limit);
          page = await cache.page(conversationId, bound, limit);
        } else if (page.messages.length === 0) {
          throw new EngineError('offline', 'These messages are not on this computer.');
        }
      }
      const { messages, older, newer } = page;
      const threads = await cache.threads(messages.flatMap(({ id, replyTo }) => [id, replyTo ?? []].flat()));
      return { messages, older: older !== 'end', newer: newer !== 'end', threads };
    },
  };
}

/** What to ask the server for so that a short page becomes a full one; `undefined` when it is as full as it can be. */
function holeIn(
  { messages, older, newer }: CachedPage,
  bound: Bound,
  limit: number,
): { bound: Bound } | undefined {
  if (messages.length >= limit) return undefined;
  const first = messages.at(0);
  const last = messages.at(-1);
  if (bound !== undefined && 'afterSeq' in bound) {
    if (newer !== 'hole') return undefined;
    return { bound: { afterSeq: last?.seq ?? bound.afterSeq } };
  }
  if (bound !== undefined && 'aroundId' in bound && first === undefined) return { bound };
  if (older !== 'hole') return undefined;
  return { bound: first === undefined ? bound : { beforeSeq: first.seq } };
}

/** Between which seqs a reply of the server leaves no message out. */
function coverage(bound: Bound, { messages, asOf, more }: Reply<'history'>): HistoryPage {
  const first: Seq = messages.at(0)?.seq ?? 1;
  const last: Seq = messages.at(-1)?.seq ?? asOf;
  if (bound === undefined) return { messages, asOf, fromSeq: more ? first : 1, toSeq: asOf };
  if ('beforeSeq' in bound)
    return { messages, asOf, fromSeq: more ? first : 1, toSeq: Math.min(bound.beforeSeq - 1, asOf) };
  if ('afterSeq' in bound) return { messages, asOf, fromSeq: bound.afterSeq + 1, toSeq: more ? last : asOf };
  return { messages, asOf, fromSeq: more ? first : 1, toSeq: last };
}
