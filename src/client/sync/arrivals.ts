import type { ConversationId, Seq } from '../../shared/model/ids.ts';
import { countsAsUnread, type Message } from '../../shared/model/message.ts';
import type { Stream } from '../../shared/model/stream.ts';
import type { Snapshot } from '../../shared/protocol/sync.ts';
import type { CacheableEvent } from '../cache/Cache.ts';

/** Messages that can be unread and have come into the cache, in order of seq; `live` once a link has caught up. */
export type ArrivedMessages = {
  conversationId: ConversationId;
  messages: Message[];
  when: 'live' | 'caughtUp';
};

/** News of so many conversations, so many of each and of all, the newest, is told of after an absence. */
const MAX_CONVERSATIONS = 1_000;
const MAX_MISSED = 2_000;
const MAX_MISSED_OF_ALL = 20_000;

/**
 * Tells which messages are news to the person: what was created while following a stream or behind its
 * cursor, or in a conversation they were brought into, but nothing of a cache that is being built anew.
 * What comes while catching up is told at its end, when it is also known what was read elsewhere.
 */
export function createArrivals(report: (arrived: ArrivedMessages) => void) {
  const missed = new Map<ConversationId, Message[]>();
  const newlyJoined = new Set<ConversationId>();
  let missedOfAll = 0;
  let live = false;

  function keep(conversationId: ConversationId, messages: Message[]): void {
    missedOfAll += messages.length - (missed.get(conversationId)?.length ?? 0);
    missed.set(conversationId, messages);
  }

  /** However much was missed, no more than this is held: the oldest go where there are the most. */
  function makeRoom(): void {
    while (missedOfAll > MAX_MISSED_OF_ALL) {
      const [conversationId, messages] = [...missed].reduce((most, one) =>
        one[1].length > most[1].length ? one : most,
      );
      keep(conversationId, messages.slice(Math.ceil(messages.length / 2)));
    }
  }

  function forgetMissed(): void {
    missed.clear();
    missedOfAll = 0;
  }

  function add(conversationId: ConversationId, messages: Message[]): void {
    const news = messages.filter(countsAsUnread);
    if (news.length === 0) return;
    if (live) report({ conversationId, messages: news, when: 'live' });
    else if (missed.has(conversationId) || missed.size < MAX_CONVERSATIONS) {
      keep(conversationId, [...(missed.get(conversationId) ?? []), ...news].slice(-MAX_MISSED));
      makeRoom();
    }
  }

  return {
    linkUp(): void {
      live = false;
    },

    /** An event, not a rebuilt cache, says that the person is in this conversation now. */
    joined(conversationId: ConversationId): void {
      newlyJoined.add(conversationId);
    },

    /** Events were applied. */
    applied(_stream: Stream, events: CacheableEvent[]): void {
      const created = new Map<ConversationId, Message[]>();
      for (const event of events) {
        if (event.kind !== 'known' || event.event.type !== 'message.created') continue;
        const { message } = event.event.data;
        created.set(message.conversationId, [...(created.get(message.conversationId) ?? []), message]);
      }
      for (const [conversationId, messages] of created) add(conversationId, messages);
    },

    /** A snapshot was applied; `before` is the cursor it replaced. */
    replaced(snapshot: Snapshot, before: Seq | undefined): void {
      if (snapshot.kind !== 'conversation') return;
      const { id } = snapshot.conversation;
      const from = newlyJoined.delete(id) ? snapshot.read.readSeq : before;
      if (from !== undefined)
        add(
          id,
          snapshot.messages.filter((message) => message.seq > from),
        );
    },

    caughtUp(): void {
      live = true;
      for (const [conversationId, messages] of missed) report({ conversationId, messages, when: 'caughtUp' });
      forgetMissed();
      newlyJoined.clear();
    },

    /** The cache starts anew: nothing of what it is filled with is news. */
    forget(): void {
      forgetMissed();
      newlyJoined.clear();
    },
  };
}
