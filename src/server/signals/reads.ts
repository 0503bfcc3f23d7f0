import type { ConversationId, Seq, UserId } from '../../shared/model/ids.ts';
import { conversationStream } from '../../shared/model/stream.ts';
import { READS_EVERY_MS, SEEN_BY_MAX_MEMBERS, type Signal } from '../../shared/protocol/signals.ts';
import type { Rooms } from '../broadcast/Rooms.ts';
import type { Clock } from '../clock.ts';
import type { Change, Store } from '../store/Store.ts';
import { createGathering } from './gathering.ts';

export type ReadSignalsOptions = {
  rooms: Rooms;
  store: Pick<Store, 'memberCount'>;
  clock: Clock;
  onFault(error: unknown): void;
};

/** Tells the members of small conversations how far each of them has read (S14): the last position of each, now and then. */
export function createReadSignals({ rooms, store, clock, onFault }: ReadSignalsOptions) {
  let moved = new Map<ConversationId, Map<UserId, Seq>>();
  const gather = createGathering(clock, READS_EVERY_MS, () => {
    const told = moved;
    moved = new Map();
    for (const [conversationId, positions] of told) tell(conversationId, positions).catch(onFault);
  });

  async function tell(conversationId: ConversationId, positions: Map<UserId, Seq>): Promise<void> {
    if ((await store.memberCount(conversationId)) > SEEN_BY_MAX_MEMBERS) return;
    const signals = [...positions].map(
      ([userId, readSeq]): Signal => ({ type: 'read.changed', conversationId, userId, readSeq }),
    );
    rooms.sendSignals(conversationStream(conversationId), signals);
  }

  return {
    /** Takes note of what a commit changes. */
    note(changes: readonly Change[]): void {
      for (const change of changes) {
        if (change.kind !== 'event') continue;
        const { event } = change;
        if (event.type !== 'read.advanced' && event.type !== 'read.reset') continue;
        if (event.actorId === null) continue;
        const { conversationId, read } = event.data;
        const positions = moved.get(conversationId) ?? new Map<UserId, Seq>();
        moved.set(conversationId, positions.set(event.actorId, read.readSeq));
        gather();
      }
    },
  };
}
