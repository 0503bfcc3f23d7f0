import type { SpaceDelta } from '../../shared/ipc/deltas.ts';
import type { ConnectionView, ConversationView } from '../../shared/ipc/views.ts';
import type { ConversationId, SpaceId, UserId } from '../../shared/model/ids.ts';
import type { Clock } from '../clock.ts';
import type { Arrival, Engine } from '../Engine.ts';
import type { OutboxStore } from '../outbox/OutboxStore.ts';
import type { NewsPlace, Notifier } from './createNotifier.ts';
import { type NewEntry, newEntries } from './newEntries.ts';

export type NewsOptions = {
  spaceId: SpaceId;
  me: UserId;
  notifier: Notifier;
  clock: Clock;
  /** The space in use; waited for where it is still being opened. */
  opened(): Promise<{ engine: Engine; outbox: Pick<OutboxStore, 'markNotified'> }>;
  /** Whether nobody uses this computer just now. */
  isAway(): boolean;
  onFailure(error: unknown): void;
};

/** What notifications have to know of a conversation. */
type Known = Pick<ConversationView, 'kind' | 'name' | 'readSeq'>;

/** What there is news of in one space: hears of its changes, and has the person told of them. */
export function createNews(options: NewsOptions) {
  const { spaceId, me, notifier, clock, opened, onFailure } = options;
  const conversations = new Map<ConversationId, Known>();
  /** What has come while catching up: it is told of at its end, when it is known what was read elsewhere. */
  const waiting = new Map<string, NewEntry>();
  let isCaughtUp = false;

  function know({ id, kind, name, readSeq }: ConversationView): void {
    conversations.set(id, { kind, name, readSeq });
  }

  /** Deltas tell of conversations as they change; of those that have not changed since the start, the engine does. */
  async function conversationOf(id: ConversationId, engine: Engine): Promise<Known | undefined> {
    if (!conversations.has(id)) (await engine.content()).conversations.forEach(know);
    return conversations.get(id);
  }

  async function place(): Promise<NewsPlace> {
    const { engine, outbox } = await opened();
    return {
      spaceId,
      outbox,
      nameOf: (id) => engine.user(id)?.displayName ?? 'Someone',
      conversation: (id) => conversationOf(id, engine),
      message: async (_, id) => (await engine.messages({ messageIds: [id] })).find((one) => one.id === id),
      circumstances: (id) => ({
        me,
        now: clock.now(),
        level: id && engine.ownEntry('level', id),
        mute: id && engine.ownEntry('mute', id),
        readSeq: id && conversations.get(id)?.readSeq,
        isBlocked: (userId) => engine.ownEntry('blocked', userId) !== undefined,
        keywords: engine.ownEntry('keywords', 'own') ?? [],
        quiet: engine.ownEntry('quiet', 'own'),
        availability: engine.ownEntry('availability', 'own'),
        isAway: options.isAway(),
      }),
      onFailure,
    };
  }

  function tell(entries: readonly NewEntry[]): void {
    if (entries.length > 0)
      place()
        .then((there) => notifier.told(entries, there))
        .catch(onFailure);
  }

  return {
    heard(delta: SpaceDelta): void {
      if (delta.type === 'conversations.changed') delta.conversations.forEach(know);
      if (delta.type !== 'entries.changed') return;
      const entries = newEntries(delta.entries);
      if (isCaughtUp) {
        tell(entries);
        return;
      }
      for (const { key } of delta.entries) waiting.delete(key);
      for (const entry of entries) waiting.set(entry.key, entry);
    },

    connected({ status }: ConnectionView): void {
      isCaughtUp = status === 'online';
      if (!isCaughtUp) return;
      tell([...waiting.values()]);
      waiting.clear();
    },

    arrived(arrival: Arrival): void {
      place()
        .then((there) => notifier.arrived(arrival, there))
        .catch(onFailure);
    },
  };
}
