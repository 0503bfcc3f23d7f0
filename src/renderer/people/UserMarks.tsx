import { useTranslation } from 'react-i18next';
import type { User } from '../../shared/model/user.ts';
import './userMarks.css';

/** That somebody may not come in, for now or for good; nothing for who may. */
export function StateMark({ user }: { user: Pick<User, 'state'> }) {
  const { t } = useTranslation();
  if (user.state === undefined) return null;
  return (
    <span className="mark-state" data-state={user.state}>
      {t(`governPeople.${user.state}`)}
    </span>
  );
}
