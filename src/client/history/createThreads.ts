import type { AppOutput } from '../../shared/ipc/contract.ts';
import type { MessageId } from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';
import { HISTORY_MAX_LIMIT } from '../../shared/protocol/sync.ts';
import type { Cache, CachedThread } from '../cache/Cache.ts';
import type { Clock } from '../clock.ts';
import { askPatiently } from '../connection/askPatiently.ts';
import type { Connection } from '../connection/createConnection.ts';
import type { Link } from '../connection/Transport.ts';
import { EngineError } from '../Engine.ts';
import { engineErrorOf } from '../engineErrorOf.ts';

/** Reads threads and single messages: from the cache, and from the server what that does not hold. */
export function createThreads(cache: Cache, connection: Pick<Connection, 'link' | 'linkSoon'>, clock: Clock) {
  async function fetchThread(
    over: Link,
    messageId: MessageId,
    cached: CachedThread | undefined,
  ): Promise<AppOutput<'messages:thread'>> {
    const replies: Message[] = [];
    for (;;) {
      const afterSeq = replies.at(-1)?.seq;
      const bound = afterSeq === undefined ? {} : { afterSeq };
      const answer = await askPatiently(over, clock, 'message:thread', {
        messageId,
        limit: HISTORY_MAX_LIMIT,
        ...bound,
      });
      if (!answer.ok) {
        if (cached !== undefined && answer.failure.kind !== 'refused') return cached;
        throw engineErrorOf(answer.failure);
      }
      replies.push(...answer.data.replies);
      if (!answer.data.more) return { message: answer.data.message, replies, complete: true };
    }
  }

  return {
    /** Rejects with `offline` when the message is not here and the server cannot be asked. */
    async thread(messageId: MessageId): Promise<AppOutput<'messages:thread'>> {
      const cached = await cache.thread(messageId);
      if (cached?.complete) return cached;
      // What is here is shown at once; only a message that is not is worth waiting for.
      const over = cached === undefined ? await connection.linkSoon() : connection.link();
      if (over !== undefined) return fetchThread(over, messageId, cached);
      if (cached !== undefined) return cached;
      throw new EngineError('offline', 'This message is not on this computer.');
    },

    /** Those that are here or can be had now; the others are left out. */
    async messages(ids: readonly MessageId[]): Promise<Message[]> {
      const cached = (await Promise.all(ids.map((id) => cache.message(id)))).flatMap((one) => one ?? []);
      const here = new Set(cached.map(({ id }) => id));
      const messageIds = ids.filter((id) => !here.has(id));
      const over = messageIds.length === 0 ? undefined : connection.link();
      if (over === undefined) return cached;
      const answer = await askPatiently(over, clock, 'message:get', { messageIds });
      if (answer.ok) return [...cached, ...answer.data.messages];
      if (answer.failure.kind === 'refused') throw engineErrorOf(answer.failure);
      return cached;
    },
  };
}
