import { useTranslation } from 'react-i18next';
import type { OutboxItem } from '../../shared/ipc/views.ts';

/** Puts why something was refused into words: our own for the codes that are known, else the space's. */
export function useReason(): (error: OutboxItem['error']) => string {
  const { t } = useTranslation();
  return (error) => {
    switch (error?.code) {
      case 'forbidden':
        return t('delivery.forbidden');
      case 'not_found':
        return t('delivery.notFound');
      case 'conflict':
        return t('delivery.conflict');
      case 'invalid':
      case undefined:
        return t('delivery.invalid');
      default:
        return error?.message ?? t('delivery.invalid');
    }
  };
}
