import { useMemo } from 'react';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { EntryKey, EntryKind, EntryValue } from '../../shared/model/entry.ts';
import { type Stream, userStream } from '../../shared/model/stream.ts';
import { useAppState } from './AppContext.tsx';
import { placeOf, shownEntries } from './entries.ts';
import { selectOutbox } from './selectors.ts';

/** The entries of one kind in a stream, by key, with what waits in the outbox laid over. */
export function useEntries<K extends EntryKind>(
  space: SpaceView,
  stream: Stream,
  kind: K,
): ReadonlyMap<EntryKey<K>, EntryValue<K>> {
  const { spaceId, userId } = space;
  const held = useAppState((state) => state.entries[spaceId]?.[placeOf(kind, stream)]);
  const outbox = useAppState((state) => selectOutbox(state, spaceId));
  return useMemo(
    () => shownEntries(kind, stream, held, outbox, userId),
    [kind, stream, held, outbox, userId],
  );
}

/** The same of one's own stream. */
export const useOwnEntries = <K extends EntryKind>(space: SpaceView, kind: K) =>
  useEntries(space, userStream(space.userId), kind);
