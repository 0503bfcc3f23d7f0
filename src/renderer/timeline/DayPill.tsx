import type { Timestamp } from '../../shared/model/ids.ts';
import type { TimeWords } from '../time/timeWords.ts';
import { useNow } from '../time/useTimeWords.ts';
import './lines.css';

/** The day of what is read, at the top of the view, for a reader who is not at the end. */
export function DayPill({ at, words }: { at: Timestamp | null; words: TimeWords }) {
  const now = useNow();
  return (
    <div className="day-pill" aria-hidden="true" data-shown={at !== null || undefined}>
      {at !== null && <span className="day-words">{words.day(at, now)}</span>}
    </div>
  );
}
