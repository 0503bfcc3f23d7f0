import { useMemo } from 'react';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { conversationStream } from '../../shared/model/stream.ts';
import { useEntries, useOwnEntries } from '../store/useEntries.ts';

/** A set of the same keys is the same set, so that what waits in the outbox draws no row anew. */
function useKeys(entries: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const keys = [...entries.keys()].join(' ');
  return useMemo(() => new Set(keys.split(' ')), [keys]);
}

/** Which messages of a conversation are pinned, and which one keeps for later. */
export function useMarked(space: SpaceView, conversation: ConversationView) {
  const pinned = useKeys(useEntries(space, conversationStream(conversation.id), 'pin'));
  const saved = useKeys(useOwnEntries(space, 'saved'));
  return { pinned, saved };
}
