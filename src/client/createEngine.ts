import { v7 } from 'uuid';
import type { SpaceDelta } from '../shared/ipc/deltas.ts';
import { type ConversationId, clientIdSchema, conversationIdSchema } from '../shared/model/ids.ts';
import type { Message } from '../shared/model/message.ts';
import { userStream } from '../shared/model/stream.ts';
import type { Payload, RequestName } from '../shared/protocol/requests.ts';
import type { Signal } from '../shared/protocol/signals.ts';
import type { CacheChange, CacheContent } from './cache/Cache.ts';
import { askPatiently } from './connection/askPatiently.ts';
import { createConnection } from './connection/createConnection.ts';
import type { Link } from './connection/Transport.ts';
import { createContent } from './content/createContent.ts';
import { createDrafts } from './drafts/createDrafts.ts';
import { type Engine, EngineError, type EngineOptions } from './Engine.ts';
import { engineErrorOf } from './engineErrorOf.ts';
import { createHistory } from './history/createHistory.ts';
import { createThreads } from './history/createThreads.ts';
import { createOutbox } from './outbox/createOutbox.ts';
import { ownLane, provisionalId } from './outbox/requestOf.ts';
import { createPresence } from './signals/createPresence.ts';
import { createTyping } from './signals/createTyping.ts';
import { createWatch } from './signals/createWatch.ts';
import type { ArrivedMessages } from './sync/arrivals.ts';
import { createSync } from './sync/createSync.ts';

/** How long an open link may stay silent after waking until it is taken for dead, in milliseconds (S19). */
const WAKE_TIMEOUT_MS = 4_000;

/** Wires connection, sync, outbox and cache of one space together and answers for them. */
export function createEngine(options: EngineOptions): Engine {
  const { spaceId, userId: me, address, cache, outbox: store, transport, vault, clock, observer } = options;
  let mustReload = false;
  /** Whether nobody uses this device just now. */
  let isAway = false;
  /** Whether the cache may hold something marked unread here; what an earlier run left there is ended at the start. */
  let mayHoldResets = true;

  const tell = (delta: SpaceDelta) => observer.onDelta(delta);
  const report = (what: string, detail: string) => observer.onReport({ what, detail });

  const content = createContent({ spaceId, me, clock, observer, rows: () => outbox.rows() });
  const presence = createPresence({
    onChange: (people, all) => tell({ type: 'presence.changed', spaceId, people, all }),
  });
  const typing = createTyping(clock, (conversationId, userIds) =>
    tell({ type: 'typing.changed', spaceId, conversationId, userIds }),
  );

  const sync = createSync({
    spaceId,
    cache,
    clock,
    onChange: changed,
    onArrival: arrived,
    onCreated: messageCreated,
    onReset() {
      drafts.cacheEmptied();
      content.replace(undefined);
      observer.onRestored();
    },
    onCaughtUp() {
      connection.markSynced();
      drafts.caughtUp();
    },
    onOtherSpace: () => connection.stop('different_space'),
    onFailure(what, detail) {
      report(what, detail);
      mustReload = true;
      connection.startOver();
    },
    onNoRoom(detail) {
      report('there is no room left for the cache', detail);
      mustReload = true;
      connection.stop('storage_full');
    },
    onReport: report,
  });

  const outbox = createOutbox({
    store,
    clock,
    random: options.random,
    makeId: () => clientIdSchema.parse(v7()),
    cacheSettled: () => sync.settled(),
    onChange: content.outboxChanged,
    onSent: content.sent,
    onCreated(from, conversation) {
      tell({ type: 'conversation.replaced', spaceId, from, to: conversation.id });
      drafts.created(from, conversation.id);
    },
    onReadingEnded: endResets,
    onRefused: ({ code, message }) => tell({ type: 'request.refused', spaceId, error: { code, message } }),
    onReport: report,
  });

  const drafts = createDrafts({
    store,
    clock,
    makeId: () => clientIdSchema.parse(v7()),
    remote: (id) => content.entry(userStream(me), 'draft', id),
    remoteIds: content.draftIds,
    isIn: (id) => content.conversation(id)?.joined === true,
    onChange: (conversationId, draft, mixed) =>
      tell({ type: 'draft.changed', spaceId, conversationId, draft, mixed }),
    onReport: report,
  });

  const connection = createConnection({
    ...options,
    onState: (state) => observer.onConnection(state),
    onUp: (link) => void linkUp(link),
    onDown() {
      sync.linkDown();
      outbox.linkDown();
      drafts.linkDown();
      presence.linkDown();
      typing.linkDown();
      watch.linkDown();
    },
    onEvents: (events) => sync.receive(events),
    onSignals(signals) {
      presence.receive(signals);
      for (const signal of signals) {
        typing.receive(signal);
        readSignalled(signal);
      }
    },
    onReport: report,
  });

  const history = createHistory(cache, connection, clock, changed);
  const threads = createThreads(cache, connection, clock);
  const watch = createWatch({
    accessToken: () => connection.accessToken(),
    onFigures: (figures) => tell({ type: 'figures.changed', spaceId, figures }),
  });

  function changed(change: CacheChange): void {
    content.changed(change);
    drafts.changed(
      change.entries.flatMap(({ stream, kind, key }) =>
        kind === 'draft' && stream === userStream(me) ? conversationIdSchema.parse(key) : [],
      ),
    );
    drafts.conversationsChanged(change.conversations.map(({ conversation }) => conversation.id));
    tellThreads(change).catch((error: unknown) => report('threads could not be counted', String(error)));
  }

  /** Whatever became of a reply, its thread is counted again. */
  async function tellThreads({ messages }: CacheChange): Promise<void> {
    for (const { conversationId, messages: about } of messages) {
      const ids = about.flatMap(({ replyTo }) => replyTo ?? []);
      if (ids.length === 0) continue;
      tell({ type: 'threads.changed', spaceId, conversationId, threads: await cache.threads(ids) });
    }
  }

  async function linkUp(link: Link): Promise<void> {
    if (mustReload) {
      try {
        await load();
      } catch (error) {
        report('the cache could not be read', String(error));
        return connection.startOver();
      }
      if (connection.link() !== link) return;
    }
    if (isAway) link.notify('presence:set', { presence: 'away' });
    drafts.linkUp(link);
    sync.linkUp(link);
    outbox.linkUp(link);
    watch.linkUp(link);
  }

  async function load(): Promise<CacheContent> {
    await sync.settled();
    const cached = await cache.load();
    content.replace(cached);
    sync.begin(cached);
    mustReload = false;
    return cached;
  }

  /** What was read here, and is on its way no more though the server has not heard of it: its row in the outbox was damaged. */
  async function tellReading({ readHere }: CacheContent): Promise<void> {
    const waiting = outbox.reading();
    for (const { conversationId, seq } of readHere)
      if (!waiting.includes(conversationId)) await outbox.advanceRead(conversationId, seq);
  }

  /** What was marked unread here, and read since, stands until the server knows of all of it, or has refused it. */
  async function endResets(): Promise<void> {
    if (!mayHoldResets) return;
    content.changed(await cache.endResets(outbox.reading()));
    mayHoldResets = outbox.reading().length > 0;
  }

  function messageCreated(message: Message): void {
    typing.wrote(message.conversationId, message.authorId);
    if (message.authorId !== me || outbox.find(message.clientId) === undefined) return;
    outbox
      .confirmed(message)
      .catch((error: unknown) => report('the outbox could not be written', String(error)));
  }

  function arrived({ conversationId, messages, when }: ArrivedMessages): void {
    const readSeq = content.conversation(conversationId)?.readSeq ?? 0;
    const news = messages.filter((message) => message.authorId !== me && message.seq > readSeq);
    if (news.length > 0) observer.onArrival({ conversationId, messages: news, when });
  }

  /** Others' read positions are shown where they were asked for, and kept nowhere (S14). */
  function readSignalled(signal: Signal): void {
    if (signal.type !== 'read.changed' || signal.userId === me) return;
    const { conversationId, userId, readSeq } = signal;
    tell({ type: 'reads.changed', spaceId, conversationId, reads: [{ userId, readSeq }] });
  }

  /** `undefined` where the server cannot be reached. */
  async function ask<N extends RequestName>(name: N, payload: Payload<N>) {
    const link = await connection.linkSoon();
    return link && askPatiently(link, clock, name, payload);
  }

  /** Refuses what is about a conversation that is neither known nor on its way. */
  function mustKnow(conversationId: ConversationId): void {
    if (!content.knows(outbox.realId(conversationId))) {
      throw new EngineError('not_found', 'There is no such conversation on this computer.');
    }
  }

  return {
    async start() {
      const [cached] = await Promise.all([load(), outbox.load(), drafts.load()]);
      // What a crash kept from being ended.
      await endResets();
      await tellReading(cached).catch((error: unknown) =>
        report('what was read here could not be told', String(error)),
      );
      connection.connectNow();
    },

    async stop() {
      connection.close();
      await sync.settled();
      content.close();
    },

    content: async () => ({
      ...content.current(),
      drafts: drafts.current(),
      presence: presence.people(),
    }),

    connection: connection.state,
    user: content.user,
    ownEntry: content.ownEntry,

    reconnect() {
      const link = connection.link();
      if (link === undefined) return connection.connectNow();
      const since = sync.heard();
      clock.after(WAKE_TIMEOUT_MS, () => {
        if (connection.link() === link && sync.heard() === since) connection.restart();
      });
      void sync.catchUp();
    },

    signedIn: () => connection.signedIn(),

    async signOut() {
      const refreshToken = await vault.read();
      connection.stop('signed_out');
      await vault.clear();
      await sync.settled();
      await cache.reset();
      sync.begin({ identity: null, cursors: [] });
      content.replace(undefined);
      if (refreshToken === null) return;
      // What proves who a person is goes to their own space alone (S11).
      const health = await transport.health(address);
      if (health.ok && health.data.spaceId !== spaceId) return;
      const answer = health.ok ? await transport.logout(address, refreshToken) : health;
      if (!answer.ok) report('the server could not be told of the sign-out', answer.failure.kind);
    },

    async createInvite() {
      const answer = await ask('invite:create', {});
      if (answer?.ok) return answer.data;
      throw engineErrorOf(answer?.failure);
    },

    async createConversation(input) {
      if (input.kind === 'channel') {
        const { name, private: isPrivate } = input;
        const row = await outbox.add(null, { kind: 'createChannel', name, private: isPrivate });
        return { conversationId: provisionalId(row) };
      }
      const named = input.kind === 'direct' ? [input.userId] : input.userIds;
      const others = [...new Set(named)].filter((id) => id !== me);
      const existing = content.conversationAmong(others);
      if (existing !== undefined) return { conversationId: existing };
      const [only = me, ...more] = others;
      const row = await outbox.add(
        null,
        more.length === 0 ? { kind: 'createDirect', userId: only } : { kind: 'createGroup', userIds: others },
      );
      return { conversationId: provisionalId(row) };
    },

    async joinConversation({ conversationId }) {
      mustKnow(conversationId);
      await outbox.add(conversationId, { kind: 'join' });
    },

    async leaveConversation({ conversationId }) {
      mustKnow(conversationId);
      await outbox.add(conversationId, { kind: 'leave' });
    },

    members: ({ conversationId }) => cache.members(outbox.realId(conversationId)),
    async page({ conversationId: named, bound, limit }) {
      const conversationId = outbox.realId(named);
      mustKnow(conversationId);
      // One that is still to be made has no history anywhere.
      if (content.conversation(conversationId) === undefined)
        return { messages: [], older: false, newer: false, threads: [] };
      return history.page(conversationId, bound, limit);
    },

    thread: ({ messageId }) => threads.thread(messageId),
    messages: ({ messageIds }) => threads.messages(messageIds),

    search: ({ conversationId, ...query }) =>
      cache.search({ ...query, conversationId: conversationId && outbox.realId(conversationId) }),

    async sendMessage({ conversationId, text, replyTo, forwardOf }) {
      mustKnow(conversationId);
      const { clientId } = await outbox.add(conversationId, {
        kind: 'send',
        text,
        replyTo: replyTo ?? null,
        ...(forwardOf === undefined ? {} : { forwardOf }),
      });
      return { clientId };
    },

    async editMessage({ conversationId, target, text }) {
      const waiting = 'clientId' in target ? outbox.find(target.clientId)?.action : undefined;
      if (waiting?.kind === 'send' && waiting.forwardOf !== undefined)
        throw new EngineError('conflict', 'A forwarded message says what another wrote.');
      await outbox.edit(conversationId, target, text);
    },
    deleteMessage: ({ conversationId, target }) => outbox.delete(conversationId, target),
    async addToOutbox({ conversationId, request }) {
      if (conversationId !== null) mustKnow(conversationId);
      return outbox.request(conversationId ?? ownLane(me), request);
    },

    async ask({ question: { name, payload } }) {
      // Each pair of name and payload belongs together; the compiler cannot carry that through the union.
      const answer = await ask(name, payload as never);
      if (answer?.ok) return answer.data;
      throw engineErrorOf(answer?.failure);
    },

    retry: ({ clientId }) => outbox.retry(clientId),
    discard: ({ clientId }) => outbox.discard(clientId),

    async advanceRead({ conversationId: named, seq }) {
      const conversationId = outbox.realId(named);
      const cached = content.conversation(conversationId);
      if (cached === undefined || !cached.joined || seq <= cached.readSeq) return;
      // On its way first: a mark that only this device knows of would never reach the others.
      await outbox.advanceRead(conversationId, seq);
      content.changed(await cache.advanceRead(conversationId, seq));
    },

    async resetRead({ conversationId: named, seq }) {
      const conversationId = outbox.realId(named);
      if (content.conversation(conversationId)?.joined !== true) return;
      await outbox.resetRead(conversationId, seq);
      content.changed(await cache.resetRead(conversationId, seq));
      mayHoldResets = true;
      // It may have been answered before the cache was told of it.
      if (!outbox.reading().includes(conversationId)) await endResets();
    },

    saveDraft: ({ conversationId, draft, was }) => drafts.save(outbox.realId(conversationId), draft, was),

    setTyping({ conversationId, typing: isTyping }) {
      if (content.conversation(conversationId)?.joined !== true) return;
      connection.link()?.notify('typing:set', { conversationId, typing: isTyping });
    },

    watch: ({ on }) => watch.set(on),

    setAway(away) {
      if (away === isAway) return;
      isAway = away;
      connection.link()?.notify('presence:set', { presence: away ? 'away' : 'online' });
    },
  };
}
