import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createTimeWords, type TimeWords } from './timeWords.ts';

/** The person's own variant of the language the texts are in, so that a date and its sentence agree. */
function localeFor(language: string): string {
  return navigator.languages.find((tag) => tag.split('-', 1)[0] === language) ?? language;
}

/** Words for times, in the language of the texts. */
export function useTimeWords(): TimeWords {
  const { t, i18n } = useTranslation();
  return useMemo(
    () =>
      createTimeWords(localeFor(i18n.language), {
        now: t('time.now'),
        today: t('time.today'),
        yesterday: t('time.yesterday'),
        tomorrow: t('time.tomorrow'),
        minutes: (count) => t('time.minutes', { count }),
      }),
    [t, i18n.language],
  );
}

const MINUTE = 60_000;

/** This computer's time, renewed every minute. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  return now;
}
