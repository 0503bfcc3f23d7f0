import { useMemo } from 'react';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { EntryValue } from '../../shared/model/entry.ts';
import { useOwnEntries } from '../store/useEntries.ts';

/** A message of one's own that waits to be sent. */
export type Scheduled = EntryValue<'scheduled'> & { scheduleId: string };

/** What waits to be sent to a conversation, the soonest first. */
export function useScheduled(space: SpaceView, conversation: ConversationView): readonly Scheduled[] {
  const entries = useOwnEntries(space, 'scheduled');
  return useMemo(
    () =>
      [...entries]
        .map(([scheduleId, value]) => ({ scheduleId, ...value }))
        .filter(({ conversationId }) => conversationId === conversation.id)
        .sort((a, b) => a.sendAt - b.sendAt),
    [entries, conversation.id],
  );
}
