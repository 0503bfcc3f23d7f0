import { useTranslation } from 'react-i18next';
import type { Timestamp } from '../../shared/model/ids.ts';
import { useNow, useTimeWords } from '../time/useTimeWords.ts';

/** Says when something is to be: *Tomorrow, 09:00*. */
export function useLaterWords(): (at: Timestamp) => string {
  const { t } = useTranslation();
  const words = useTimeWords();
  const now = useNow();
  return (at) => t('later.when', { day: words.day(at, now), time: words.clock(at) });
}
