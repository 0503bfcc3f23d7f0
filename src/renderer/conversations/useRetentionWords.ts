import { useTranslation } from 'react-i18next';

/** Says for how long messages are kept. */
export function useRetentionWords() {
  const { t } = useTranslation();
  return {
    days: (count: number): string => t('retention.days', { count }),
    kept: (count: number): string => t('retention.kept', { count }),
  };
}
