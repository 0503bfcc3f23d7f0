import { useTranslation } from 'react-i18next';
import './badge.css';

/** The highest number a badge shows. */
export const MOST_SHOWN = 99;

/** A count in words short enough for a badge. */
export const countWords = (count: number, many: string): string =>
  count > MOST_SHOWN ? many : String(count);

/** How many messages are unread. */
export function Badge({ count }: { count: number }) {
  const { t } = useTranslation();
  if (count <= 0) return null;
  return (
    <span className="badge figures">
      <span aria-hidden="true">{countWords(count, t('app.many'))}</span>
      <span className="unseen">{t('app.unread', { count })}</span>
    </span>
  );
}
