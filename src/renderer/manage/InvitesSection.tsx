import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { inviteLink } from '../../shared/model/inviteLink.ts';
import type { Reply } from '../../shared/protocol/requests.ts';
import { addressesOf, keyOf } from '../host/addressesOf.ts';
import { CopyLine, useCopy } from '../host/CopyLine.tsx';
import { Button } from '../ui/Button.tsx';
import { Answered } from './Answered.tsx';
import { InviteForm } from './InviteForm.tsx';
import { InviteItem } from './InviteItem.tsx';
import { ShownOnce } from './ShownOnce.tsx';
import { useAnswer } from './useAnswer.ts';

type Made = Reply<'invite:create'>;

/** How people get into the space: what was given out, and something new to give. */
export function InvitesSection({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const answer = useAnswer(space, 'invite:list', {});
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const onMade = (invite: Made) => {
    setMade(invite);
    setMaking(false);
    answer.change(({ invites }) => ({ invites: [invite.invite, ...invites] }));
  };
  return (
    <div className="manage-section">
      <div className="manage-row manage-spread">
        <p className="manage-lead">{t('invites.lead')}</p>
        {!making && made === null && (
          <Button look="primary" onClick={() => setMaking(true)}>
            {t('invites.make')}
          </Button>
        )}
      </div>
      {making && <InviteForm space={space} onMade={onMade} onCancel={() => setMaking(false)} />}
      {made !== null && <Once space={space} made={made} onDone={() => setMade(null)} />}
      <Answered answer={answer}>
        {({ invites }) =>
          invites.length === 0 ? (
            <p className="manage-note">{t('invites.none')}</p>
          ) : (
            <ul className="manage-list" aria-label={t('manage.invites')}>
              {invites.map((invite) => (
                <InviteItem
                  key={invite.id}
                  space={space}
                  invite={invite}
                  onChanged={(changed) =>
                    answer.change((now) => ({
                      invites: now.invites.map((one) => (one.id === changed.id ? changed : one)),
                    }))
                  }
                />
              ))}
            </ul>
          )
        }
      </Answered>
    </div>
  );
}

/** The code, which nobody can be told again. */
function Once({ space, made, onDone }: { space: SpaceView; made: Made; onDone: () => void }) {
  const { t } = useTranslation();
  const { copied, copy } = useCopy();
  const [address = space.address] = addressesOf(space);
  const link = inviteLink({ address, invite: made.code, pin: keyOf(space) });
  const text = t(keyOf(space) === null ? 'invite.text' : 'invite.textOwn', { name: space.name, link });
  return (
    <ShownOnce title={t('invites.made')} lead={t('invites.madeLead')}>
      <CopyLine short text={link} />
      <CopyLine text={made.code} />
      <CopyLine text={address} />
      <div className="manage-row">
        <Button look="primary" onClick={() => copy(text)}>
          {copied ? t('app.copied') : t('invite.copyAll')}
        </Button>
        <Button onClick={onDone}>{t('manage.done')}</Button>
      </div>
    </ShownOnce>
  );
}
