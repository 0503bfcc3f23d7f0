import { useTranslation } from 'react-i18next';
import type { Timestamp } from '../../shared/model/ids.ts';
import { Field } from '../ui/Field.tsx';
import { fieldTime, fieldValue } from './laterTimes.ts';

/** How far ahead something may be put off: as far as every server takes it. */
const YEAR_MS = 365 * 24 * 3_600_000;

/** Whether a time can be chosen: one that is to come, within a year. */
export const isToCome = (at: Timestamp | undefined, now: Timestamp): at is Timestamp =>
  at !== undefined && at > now && at < now + YEAR_MS;

/** A date and a time, as the system's own control has them. */
export function TimeField(props: { value: string; now: Timestamp; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const { value, now } = props;
  const wrong = value !== '' && !isToCome(fieldTime(value), now);
  return (
    <Field
      label={t('later.field')}
      type="datetime-local"
      value={value}
      min={fieldValue(now)}
      max={fieldValue(now + YEAR_MS)}
      error={wrong ? t('later.notToCome') : undefined}
      onChange={props.onChange}
    />
  );
}
