import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppOutput } from '../../shared/ipc/contract.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import { inviteLink } from '../../shared/model/inviteLink.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { useTimeWords } from '../time/useTimeWords.ts';
import { Button } from '../ui/Button.tsx';
import { CopyLine, useCopy } from './CopyLine.tsx';
import './invitation.css';

type Invite = AppOutput<'space:invite'>;

/** Makes an invite code and shows it with the addresses, each to be copied. */
export function Invitation({ spaceId, failedWords }: { spaceId: SpaceId; failedWords: string }) {
  const { t } = useTranslation();
  const app = useApp();
  const [invite, setInvite] = useState<Invite | 'failed' | null>(null);
  useEffect(() => {
    let current = true;
    void app.api
      .call('space:invite', { spaceId })
      .then((made) => current && setInvite(made.ok ? made.data : 'failed'));
    return () => {
      current = false;
    };
  }, [app, spaceId]);
  if (invite === 'failed') return <p className="invitation-note">{failedWords}</p>;
  return (
    <div className="invitation" aria-busy={invite === null}>
      {invite === null ? (
        <p className="invitation-note">{t('invite.working')}</p>
      ) : (
        <Made spaceId={spaceId} invite={invite} />
      )}
    </div>
  );
}

function Made({ spaceId, invite }: { spaceId: SpaceId; invite: Invite }) {
  const { t } = useTranslation();
  const words = useTimeWords();
  const name = useAppState((state) => state.spaces[spaceId]?.name) ?? '';
  const { copied, copy } = useCopy();
  const { addresses, code, expiresAt } = invite;
  const [likeliest = '', ...others] = addresses;
  const link = inviteLink({ address: likeliest, invite: code, pin: invite.pin });
  return (
    <>
      <section className="invitation-part">
        <h2 className="field-label">{t('invite.link')}</h2>
        <CopyLine text={link} />
        <p className="field-hint">
          {t('invite.linkHint')} {t('invite.expires', { date: words.full(expiresAt) })}
        </p>
      </section>
      <section className="invitation-part">
        <h2 className="field-label">{addresses.length > 1 ? t('invite.addresses') : t('invite.address')}</h2>
        {[likeliest, ...others].map((address) => (
          <CopyLine key={address} text={address} />
        ))}
      </section>
      <section className="invitation-part">
        <h2 className="field-label">{t('invite.code')}</h2>
        <CopyLine text={code} />
      </section>
      <Button onClick={() => copy(t('invite.text', { name, link, address: likeliest, code }))}>
        {copied ? t('app.copied') : t('invite.copyAll')}
      </Button>
    </>
  );
}
