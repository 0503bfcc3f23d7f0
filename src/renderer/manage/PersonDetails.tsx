import { ChevronLeft } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { governing } from '../../shared/model/permissions.ts';
import { givenRoleSchema } from '../../shared/model/running.ts';
import type { User } from '../../shared/model/user.ts';
import { StateMark } from '../people/UserMarks.tsx';
import { usePresenceWords } from '../people/usePresenceWords.ts';
import { useAppState } from '../store/AppContext.tsx';
import { selectUsers } from '../store/selectors.ts';
import { useTimeWords } from '../time/useTimeWords.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Segments } from '../ui/Segments.tsx';
import { FormProblem } from '../welcome/FormProblem.tsx';
import { PersonActs } from './PersonActs.tsx';
import { SessionList } from './SessionList.tsx';
import { useAct } from './useAct.ts';
import { useAnswer } from './useAnswer.ts';

type Props = { space: SpaceView; user: User };

/** Who somebody is in the space, and what may be done about that. */
export function PersonDetails({ space, user, onBack }: Props & { onBack: () => void }) {
  const { t } = useTranslation();
  const me = useAppState((state) => selectUsers(state, space.spaceId)[space.userId]);
  const back = useRef<HTMLButtonElement>(null);
  // Shutting out and a new password end all sessions: they are asked for anew.
  const [resets, setResets] = useState(0);
  useEffect(() => back.current?.focus(), []);
  const may = me === undefined ? undefined : governing(me, user);
  return (
    <div className="manage-section">
      <Button ref={back} look="quiet" size="small" className="manage-back" onClick={onBack}>
        <ChevronLeft aria-hidden="true" />
        {t('manage.back')}
      </Button>
      <div className="manage-who">
        <Avatar id={user.id} name={user.displayName} size="rail" />
        <h2 className="manage-title one-line" dir="auto">
          {user.displayName}
        </h2>
        <StateMark user={user} />
      </div>
      <Facts space={space} user={user} governed={may?.govern === true} />
      {may?.govern === true ? (
        <>
          <Role space={space} user={user} />
          <PersonActs
            space={space}
            user={user}
            isOwner={me?.role === 'owner'}
            onReset={() => setResets(resets + 1)}
          />
          <section className="manage-form" aria-label={t('governPeople.sessions')}>
            <h3 className="field-label">{t('governPeople.sessions')}</h3>
            <SessionList key={`${user.state} ${resets}`} space={space} userId={user.id} />
          </section>
        </>
      ) : (
        <p className="manage-note">
          {t(user.id === space.userId ? 'governPeople.isYou' : 'governPeople.mayNot')}
        </p>
      )}
    </div>
  );
}

/** Where one may change their role, that is said by what changes it. */
function Facts({ space, user, governed }: Props & { governed: boolean }) {
  const { t } = useTranslation();
  const times = useTimeWords();
  const { presence } = usePresenceWords(space, user);
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  const { data } = useAnswer(space, 'invite:list', {});
  const invite = data?.invites.find(({ userIds }) => userIds.includes(user.id));
  const by = invite?.createdBy;
  const came =
    invite === undefined
      ? t('governPeople.notInvited')
      : by === null || by === undefined
        ? t('governPeople.invitedByHost')
        : t('governPeople.invitedByInvite', { name: users[by]?.displayName ?? t('app.unknownPerson') });
  return (
    <dl className="manage-facts">
      <dt>{t('governPeople.username')}</dt>
      <dd>@{user.username}</dd>
      {!governed && (
        <>
          <dt>{t('governPeople.role')}</dt>
          <dd>{t(`governPeople.${user.role}`)}</dd>
        </>
      )}
      <dt>{t('governPeople.state')}</dt>
      <dd>{t(`governPeople.${user.state ?? 'active'}`)}</dd>
      {user.state === undefined && presence !== '' && (
        <>
          <dt>{t('governPeople.seen')}</dt>
          <dd>{presence}</dd>
        </>
      )}
      <dt>{t('governPeople.joined')}</dt>
      <dd>{times.full(user.createdAt)}</dd>
      {data !== null && (
        <>
          <dt>{t('governPeople.invitedBy')}</dt>
          <dd>{came}</dd>
        </>
      )}
    </dl>
  );
}

function Role({ space, user }: Props) {
  const { t } = useTranslation();
  const act = useAct(space);
  const me = useAppState((state) => selectUsers(state, space.spaceId)[space.userId]);
  if (me === undefined || user.role === 'owner') return null;
  const { give } = governing(me, user);
  const roles = givenRoleSchema.options.filter((role) => give(role));
  return (
    <section className="manage-form">
      <h3 className="field-label">{t('governPeople.role')}</h3>
      <Segments
        label={t('governPeople.role')}
        value={user.role}
        options={roles.map((value) => ({ value, label: t(`governPeople.${value}`) }))}
        onChange={(role) => void act.act('user:role', { userId: user.id, role })}
      />
      <FormProblem words={act.problem} />
    </section>
  );
}
