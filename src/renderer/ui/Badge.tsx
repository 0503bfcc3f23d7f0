import { useTranslation } from 'react-i18next';
import './badge.css';
import { classes } from './classes.ts';

/** The highest number a badge shows. */
export const MOST_SHOWN = 99;

/** A count in words short enough for a badge. */
export const countWords = (count: number, many: string): string =>
  count > MOST_SHOWN ? many : String(count);

/** How many messages are unread, or what `words` says there are of. */
export function Badge(props: {
  count: number;
  /** Without colour, for what need not be read now. */
  quiet?: boolean;
  /** Stands before the number. */
  sign?: string;
  words?: string;
}) {
  const { count, quiet, sign = '', words } = props;
  const { t } = useTranslation();
  if (count <= 0) return null;
  return (
    <span className={classes('badge figures', quiet && 'badge-quiet')}>
      <span aria-hidden="true">
        {sign}
        {countWords(count, t('app.many'))}
      </span>
      <span className="unseen">{words ?? t('app.unread', { count })}</span>
    </span>
  );
}
