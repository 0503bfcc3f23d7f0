import { useTranslation } from 'react-i18next';
import { type AuditRecord, reportOutcomeSchema } from '../../shared/model/running.ts';
import { roleSchema } from '../../shared/model/user.ts';
import { useRetentionWords } from '../conversations/useRetentionWords.ts';
import { useNow, useTimeWords } from '../time/useTimeWords.ts';

type Detail = AuditRecord['detail'];
type Value = Detail[string];

/** Names what an act is about and is read by programs alone. */
const isId = (key: string): boolean => key.endsWith('Id');

/** What else there is to say of an act, in words; what a newer server says is shown as it is. */
export function useAuditDetails(): (detail: Detail) => string[] {
  const { t } = useTranslation();
  const times = useTimeWords();
  const now = useNow();
  const retention = useRetentionWords();
  const plain = (value: Value): string => {
    const role = roleSchema.safeParse(value);
    if (role.success) return t(`governPeople.${role.data}`);
    if (value === 'moderator') return t('details.role.moderator');
    return value === null ? '–' : String(value);
  };
  /** Of what is counted in days, `null` is for good. */
  const side = (value: Value, other: Value): string => {
    if (typeof value === 'number') return retention.days(value);
    return value === null && typeof other === 'number' ? t('retention.good') : plain(value);
  };
  const words = (key: string, value: Value): string => {
    const outcome = reportOutcomeSchema.safeParse(value);
    if (key === 'outcome' && outcome.success) return t(`audit.details.${outcome.data}`);
    if (key === 'role') return t('audit.details.role', { value: plain(value) });
    if (typeof value === 'number') {
      if (key === 'uses' || key === 'people' || key === 'sessions')
        return t(`audit.details.${key}`, { count: value });
      if (key === 'expiresAt') return t('audit.details.expiresAt', { value: times.stamp(value, now) });
    }
    return key === 'name' || key === 'reason' || key === 'title' ? plain(value) : `${key}: ${plain(value)}`;
  };
  return ({ from, to, ...rest }) => [
    ...(from === undefined || to === undefined
      ? []
      : [t('audit.details.change', { from: side(from, to), to: side(to, from) })]),
    ...Object.entries(rest).flatMap(([key, value]) => (isId(key) ? [] : words(key, value))),
  ];
}
