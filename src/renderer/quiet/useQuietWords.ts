import { useTranslation } from 'react-i18next';
import { useNow, useTimeWords } from '../time/useTimeWords.ts';
import type { QuietNow } from './useQuiet.ts';

/** Says whether one is left alone, and until when. */
export function useQuietWords(): (now: QuietNow) => string {
  const { t } = useTranslation();
  const times = useTimeWords();
  const clock = useNow();
  return ({ on, until }) => {
    if (!on) return t('quiet.off');
    return until === null ? t('quiet.byHours') : t('quiet.until', { when: times.when(until, clock) });
  };
}
