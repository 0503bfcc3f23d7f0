import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classes } from './classes.ts';
import './waiting.css';

/** The small clock at what was done here and is not there yet: shown late, since most is there at once. */
export function Waiting({ sending = false, className }: { sending?: boolean; className?: string }) {
  const { t } = useTranslation();
  const words = sending ? t('delivery.sending') : t('delivery.waiting');
  return (
    <span className={classes('waiting', className)} title={words}>
      <Clock role="img" aria-label={words} />
    </span>
  );
}
