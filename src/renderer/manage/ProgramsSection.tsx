import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { ServiceToken } from '../../shared/model/running.ts';
import type { Reply } from '../../shared/protocol/requests.ts';
import { addressesOf } from '../host/addressesOf.ts';
import { CopyLine, useCopy } from '../host/CopyLine.tsx';
import { useNow, useTimeWords } from '../time/useTimeWords.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { checkProgramName } from '../welcome/checks.ts';
import { FormProblem } from '../welcome/FormProblem.tsx';
import { Answered } from './Answered.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { ShownOnce } from './ShownOnce.tsx';
import { useAct } from './useAct.ts';
import { useAnswer } from './useAnswer.ts';

type Made = Reply<'token:create'>;

/** Programs that may notify people here, each with a token of its own. */
export function ProgramsSection({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const answer = useAnswer(space, 'token:list', {});
  const [made, setMade] = useState<Made | null>(null);
  const onMade = (token: Made) => {
    setMade(token);
    answer.change(({ serviceTokens }) => ({ serviceTokens: [token.serviceToken, ...serviceTokens] }));
  };
  const put = (changed: ServiceToken) =>
    answer.change(({ serviceTokens }) => ({
      serviceTokens: serviceTokens.map((one) => (one.id === changed.id ? changed : one)),
    }));
  return (
    <div className="manage-section">
      <p className="manage-lead">{t('programs.lead')}</p>
      {made === null ? (
        <NewToken space={space} onMade={onMade} />
      ) : (
        <ShownOnce title={t('programs.made', { name: made.serviceToken.name })} lead={t('programs.madeLead')}>
          <CopyLine text={made.token} />
          <div className="manage-row">
            <Button onClick={() => setMade(null)}>{t('manage.done')}</Button>
          </div>
        </ShownOnce>
      )}
      <Example space={space} token={made?.token ?? t('programs.placeholder')} />
      <Answered answer={answer}>
        {({ serviceTokens }) =>
          serviceTokens.length === 0 ? (
            <p className="manage-note">{t('programs.none')}</p>
          ) : (
            <ul className="manage-list" aria-label={t('manage.programs')}>
              {serviceTokens.map((token) => (
                <Token key={token.id} space={space} token={token} onChanged={put} />
              ))}
            </ul>
          )
        }
      </Answered>
    </div>
  );
}

function NewToken({ space, onMade }: { space: SpaceView; onMade: (made: Made) => void }) {
  const { t } = useTranslation();
  const act = useAct(space);
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const wrong = checkProgramName(name);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (wrong !== null) return;
    const made = await act.act('token:create', { name: name.trim() });
    if (made !== null) onMade(made);
  };
  return (
    <form className="manage-form" onSubmit={(event) => void submit(event)} noValidate>
      <Field
        label={t('programs.name')}
        placeholder={t('programs.namePlaceholder')}
        value={name}
        error={tried && wrong !== null ? t(wrong.key, wrong.values ?? {}) : undefined}
        onChange={setName}
        after={
          <Button type="submit" size="small" look="primary" disabled={act.busy}>
            {t('programs.make')}
          </Button>
        }
      />
      <FormProblem words={act.problem} />
    </form>
  );
}

/** What a program sends, ready to be tried: it notifies whoever reads this. */
function Example({ space, token }: { space: SpaceView; token: string }) {
  const { t } = useTranslation();
  const { copied, copy } = useCopy();
  const [address = space.address] = addressesOf(space);
  const text = [
    `curl -X POST ${address}/api/notify/${space.userId} \\`,
    `  -H "Authorization: Bearer ${token}" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '{"title": "Frost tonight", "body": "Down to -3 °C in the greenhouse."}'`,
  ].join('\n');
  return (
    <section className="manage-form" aria-label={t('programs.example')}>
      <div className="manage-row manage-spread">
        <h2 className="field-label">{t('programs.example')}</h2>
        <Button size="small" onClick={() => copy(text)}>
          {copied ? t('app.copied') : t('programs.copyExample')}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reached by key */}
      <pre className="manage-code" tabIndex={0}>
        {text}
      </pre>
    </section>
  );
}

function Token(props: { space: SpaceView; token: ServiceToken; onChanged: (token: ServiceToken) => void }) {
  const { t } = useTranslation();
  const times = useTimeWords();
  const now = useNow();
  const act = useAct(props.space);
  const [asked, setAsked] = useState(false);
  const { name, createdAt, usedAt, revokedAt, resting, id } = props.token;
  const revoke = async () => {
    const revoked = await act.act('token:revoke', { tokenId: id });
    if (revoked === null) return;
    props.onChanged(revoked.serviceToken);
    setAsked(false);
  };
  const words = [
    t('programs.created', { date: times.short(createdAt, now) }),
    usedAt === null ? t('programs.unused') : t('programs.used', { time: times.short(usedAt, now) }),
    ...(revokedAt === null ? [] : [t('programs.revoked', { date: times.short(revokedAt, now) })]),
    ...(resting && revokedAt === null ? [t('programs.resting')] : []),
  ];
  return (
    <li className="manage-item" data-over={revokedAt !== null || undefined}>
      <div className="manage-item-words">
        <strong dir="auto">{name}</strong>
        <span className="manage-dim">{words.join(' · ')}</span>
      </div>
      {revokedAt === null && (
        <Button size="small" aria-label={t('programs.revokeOf', { name })} onClick={() => setAsked(true)}>
          {t('programs.revoke')}
        </Button>
      )}
      {asked && (
        <ConfirmDialog
          danger
          title={t('programs.revokeTitle', { name })}
          lead={t('programs.revokeLead')}
          confirm={t('programs.revoke')}
          act={act}
          onConfirm={() => void revoke()}
          onClose={() => setAsked(false)}
        />
      )}
    </li>
  );
}
