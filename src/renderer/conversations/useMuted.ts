import { useEffect, useMemo, useState } from 'react';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { isMuted } from '../../shared/model/attention.ts';
import type { ConversationId } from '../../shared/model/ids.ts';
import { useOwnEntries } from '../store/useEntries.ts';

/** How long the end of a mute is waited for at a time: timers take no more than 24 days. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

/** The conversations that are muted now; drawn anew when one is not any more. */
export function useMuted(space: SpaceView): ReadonlySet<ConversationId> {
  const mutes = useOwnEntries(space, 'mute');
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const ends = [...mutes.values()].flatMap(({ until }) => (until !== null && until > now ? until : []));
    if (ends.length === 0) return;
    const timer = setTimeout(
      () => setNow(Date.now()),
      Math.min(Math.max(0, Math.min(...ends) - Date.now()), LONGEST_WAIT_MS),
    );
    return () => clearTimeout(timer);
  }, [mutes, now]);
  return useMemo(
    () => new Set([...mutes].flatMap(([id, mute]) => (isMuted(mute, now) ? id : []))),
    [mutes, now],
  );
}
