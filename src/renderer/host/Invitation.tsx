import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppOutput } from '../../shared/ipc/contract.ts';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import { appInviteLink, inviteLink } from '../../shared/model/inviteLink.ts';
import { isLoopback } from '../../shared/model/loopback.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { useTimeWords } from '../time/useTimeWords.ts';
import { Button, type ButtonProps } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { CopyLine, useCopy } from './CopyLine.tsx';
import './invitation.css';
import { QrCode } from './QrCode.tsx';
import { SpokenCode } from './SpokenCode.tsx';

type Invite = AppOutput<'space:invite'>;
type Look = NonNullable<ButtonProps['look']>;

/** Makes an invite and shows it in every way in which it can be passed on: the link first. */
export function Invitation(props: { spaceId: SpaceId; failedWords: string; copyLook?: Look }) {
  const { spaceId, failedWords, copyLook = 'primary' } = props;
  const { t } = useTranslation();
  const app = useApp();
  const space = useAppState((state) => state.spaces[spaceId]);
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
      {invite === null || space === undefined ? (
        <p className="invitation-note">{t('invite.working')}</p>
      ) : (
        <Made space={space} invite={invite} copyLook={copyLook} />
      )}
    </div>
  );
}

function Made({ space, invite, copyLook }: { space: SpaceView; invite: Invite; copyLook: Look }) {
  const { t } = useTranslation();
  const words = useTimeWords();
  const { copied, copy } = useCopy();
  const { addresses, code, expiresAt, pin } = invite;
  const [address = space.address] = addresses;
  const way = { address, invite: code, pin };
  const link = inviteLink(way);
  // A browser that is shown a certificate of the space's own warns before it opens anything.
  const isOwn = pin !== null;
  // A phone that is led to its own loopback finds nothing there.
  const isHereAlone = isLoopback(address);
  const scanHint = isHereAlone ? 'invite.scanNowhere' : isOwn ? 'invite.scanHintOwn' : 'invite.scanHint';
  return (
    <>
      <section className="invitation-part">
        <h2 className="field-label">{t('invite.link')}</h2>
        <CopyLine short text={link} />
        <p className="field-hint">
          {t(isOwn ? 'invite.linkHintOwn' : 'invite.linkHint')}{' '}
          {t('invite.expires', { date: words.full(expiresAt) })}
        </p>
        <Button
          look={copyLook}
          onClick={() => copy(t(isOwn ? 'invite.textOwn' : 'invite.text', { name: space.name, link }))}
        >
          {copied ? t('app.copied') : t('invite.copyAll')}
        </Button>
      </section>
      <section className="invitation-part invitation-scan">
        {!isHereAlone && <QrCode text={link} label={t('invite.scanLabel')} />}
        <div>
          <h2 className="field-label">{t('invite.scan')}</h2>
          <p className="invitation-words">{t(scanHint)}</p>
        </div>
      </section>
      <SpokenCode space={space} />
      <ByHand addresses={addresses} code={code} appLink={appInviteLink(way)} />
    </>
  );
}

/** What few need: the parts of the link, and the one that only the app opens. */
function ByHand(props: { addresses: readonly string[]; code: string; appLink: string }) {
  const { t } = useTranslation();
  const { addresses, code, appLink } = props;
  return (
    <Disclosure label={t('invite.byHand')}>
      <section className="invitation-part">
        <h2 className="field-label">{t('invite.appLink')}</h2>
        <CopyLine short text={appLink} />
      </section>
      <section className="invitation-part">
        <h2 className="field-label">{addresses.length > 1 ? t('invite.addresses') : t('invite.address')}</h2>
        {addresses.map((address) => (
          <CopyLine key={address} text={address} />
        ))}
      </section>
      <section className="invitation-part">
        <h2 className="field-label">{t('invite.code')}</h2>
        <CopyLine text={code} />
      </section>
    </Disclosure>
  );
}
