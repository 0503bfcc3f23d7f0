import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import type { SessionInfo } from '../../shared/model/running.ts';
import { useNow, useTimeWords } from '../time/useTimeWords.ts';
import { Button } from '../ui/Button.tsx';
import { FormProblem } from '../welcome/FormProblem.tsx';
import { Answered } from './Answered.tsx';
import { useAct } from './useAct.ts';
import { useAnswer } from './useAnswer.ts';

/** Where somebody is signed in, each with what ends it: oneself, or with `userId` somebody whom one may govern. */
export function SessionList({ space, userId }: { space: SpaceView; userId?: UserId }) {
  const { t } = useTranslation();
  const whose = userId === undefined ? {} : { userId };
  const answer = useAnswer(space, 'session:list', whose);
  const act = useAct(space);
  const end = async ({ id }: SessionInfo) => {
    const ended = await act.act('session:end', { sessionId: id });
    if (ended !== null)
      answer.change(({ sessions }) => ({ sessions: sessions.filter((one) => one.id !== id) }));
  };
  const endAll = async () => {
    const ended = await act.act('session:endAll', whose);
    const stays = ({ current }: SessionInfo) => userId === undefined && current;
    if (ended !== null) answer.change(({ sessions }) => ({ sessions: sessions.filter(stays) }));
  };
  return (
    <Answered answer={answer}>
      {({ sessions }) => (
        <>
          {sessions.length === 0 && <p className="manage-note">{t('sessions.none')}</p>}
          <ul className="manage-list" aria-label={t('governPeople.sessions')}>
            {sessions.map((session) => (
              <Session
                key={session.id}
                session={session}
                busy={act.busy}
                onEnd={session.current && userId === undefined ? undefined : () => void end(session)}
              />
            ))}
          </ul>
          <FormProblem words={act.problem} />
          {sessions.some(({ current }) => !current || userId !== undefined) && (
            <div className="manage-row">
              <Button size="small" disabled={act.busy} onClick={() => void endAll()}>
                {t(userId === undefined ? 'sessions.endOthers' : 'sessions.endAll')}
              </Button>
            </div>
          )}
        </>
      )}
    </Answered>
  );
}

function Session(props: { session: SessionInfo; busy: boolean; onEnd: (() => void) | undefined }) {
  const { t } = useTranslation();
  const times = useTimeWords();
  const now = useNow();
  const { session, onEnd } = props;
  const device = session.device ?? t('sessions.unknown');
  return (
    <li className="manage-item">
      <div className="manage-item-words">
        <span className="manage-item-head">
          <strong dir="auto">{device}</strong>
          {session.current && <span className="mark-state">{t('sessions.current')}</span>}
        </span>
        <span className="manage-dim" title={times.full(session.usedAt)}>
          {t('sessions.used', { time: times.short(session.usedAt, now) })} ·{' '}
          {t('sessions.started', { time: times.stamp(session.startedAt, now) })}
        </span>
      </div>
      {onEnd !== undefined && (
        <Button
          size="small"
          aria-label={t('sessions.endOf', { device })}
          disabled={props.busy}
          onClick={onEnd}
        >
          {t('sessions.end')}
        </Button>
      )}
    </li>
  );
}
