import { useTranslation } from 'react-i18next';
import type { Timestamp } from '../../shared/model/ids.ts';
import type { TimeWords } from '../time/timeWords.ts';
import { useNow } from '../time/useTimeWords.ts';
import './lines.css';

/** Where a day begins. */
export function DayLine({ at, words }: { at: Timestamp; words: TimeWords }) {
  const now = useNow();
  return (
    <div className="day-line">
      <span className="day-words">{words.day(at, now)}</span>
    </div>
  );
}

/** Where what is new begins. */
export function NewLine() {
  const { t } = useTranslation();
  return (
    <div className="new-line">
      <span className="new-words">{t('timeline.new')}</span>
    </div>
  );
}
