import { useEffect, useState } from 'react';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { Timestamp } from '../../shared/model/ids.ts';
import { isQuiet } from '../../shared/model/quiet.ts';
import type { Quiet } from '../actions/quiet.ts';
import { useOwnEntries } from '../store/useEntries.ts';
import { useNow } from '../time/useTimeWords.ts';
import { pausedUntil } from './quietTimes.ts';

/** The longest that a timer can wait, in ms; what ends later is looked at every minute anyway. */
const LONGEST_MS = 2 ** 31 - 1;

export type QuietNow = {
  /** As it was set. */
  quiet: Quiet | undefined;
  /** Whether nothing is to disturb just now. */
  on: boolean;
  /** Until when, where that is by a pause. */
  until: Timestamp | null;
};

/** Whether one wants to be left alone in a space just now. */
export function useQuiet(space: SpaceView): QuietNow {
  const quiet = useOwnEntries(space, 'quiet').get('own');
  const minute = useNow();
  const [ended, setEnded] = useState(0);
  const now = Math.max(minute, ended, Date.now());
  const until = pausedUntil(quiet, now);
  useEffect(() => {
    if (until === null) return;
    // A pause ends to the second.
    const timer = setTimeout(() => setEnded(Date.now()), Math.min(until - Date.now(), LONGEST_MS));
    return () => clearTimeout(timer);
  }, [until]);
  return { quiet, on: isQuiet(quiet, now), until };
}
