import { useEffect, useMemo } from 'react';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import { loadReads } from '../actions/people.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import type { ReadsById } from '../store/reads.ts';
import { isConnected } from '../store/selectors.ts';
import type { TimelineItem } from '../timeline/timelineItems.ts';

export type SeenByKey = ReadonlyMap<string, readonly UserId[]>;

/** At which of the rows each of the others has stopped reading; who stopped before the first row is left out. */
export function seenBy(
  items: readonly Pick<TimelineItem, 'message'>[],
  reads: ReadsById,
  me: UserId,
): SeenByKey {
  const seen = new Map<string, UserId[]>();
  for (const [id, readSeq] of Object.entries(reads) as [UserId, number][]) {
    if (id === me) continue;
    const last = items.findLast(({ message }) => message.seq !== null && message.seq <= readSeq);
    if (last !== undefined) seen.set(last.message.key, [...(seen.get(last.message.key) ?? []), id]);
  }
  return seen;
}

const nothing: ReadsById = {};

/** Who has read how far in a conversation that is open, asked for whenever there is a connection. */
export function useSeenBy(
  space: SpaceView,
  conversation: ConversationView,
  items: readonly TimelineItem[],
): SeenByKey {
  const app = useApp();
  const { spaceId, userId } = space;
  const { id } = conversation;
  const wanted = isConnected(space) && conversation.joined && conversation.pending !== 'creating';
  useEffect(() => {
    if (wanted) void loadReads(app, spaceId, id);
  }, [app, spaceId, id, wanted]);
  const reads = useAppState((state) => state.reads[id]) ?? nothing;
  return useMemo(() => (wanted ? seenBy(items, reads, userId) : new Map()), [items, reads, userId, wanted]);
}
