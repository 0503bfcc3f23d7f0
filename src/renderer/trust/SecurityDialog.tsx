import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { fingerprintOf, type Pin } from '../../shared/model/trust.ts';
import { addressesOf, keyOf } from '../host/addressesOf.ts';
import { CopyLine, useCopy } from '../host/CopyLine.tsx';
import { HostingChoicesForm } from '../host/HostingChoicesForm.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ChangedKey } from './ChangedKey.tsx';
import { Fingerprint } from './Fingerprint.tsx';
import { KnownBy } from './KnownBy.tsx';
import './trust.css';

/** How a space is reached and known, what to do when its key has changed, and how it is hosted. */
export function SecurityDialog({ space, onClose }: { space: SpaceView; onClose: () => void }) {
  const { t } = useTranslation();
  const { connection, choices, name } = space;
  const untrusted = connection.status === 'stopped' && connection.reason === 'untrusted' ? connection : null;
  return (
    <Dialog open wide onClose={onClose} title={t('security.title')} lead={name}>
      {untrusted !== null && <ChangedKey space={space} keys={untrusted} onTrusted={onClose} />}
      {untrusted === null && <AtRest space={space} />}
      {choices !== null && <HostingChoicesForm space={space} choices={choices} />}
    </Dialog>
  );
}

function AtRest({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const addresses = addressesOf(space);
  const pin = keyOf(space);
  const isHost = space.hosting !== null;
  return (
    <>
      {!isHost && (
        <section className="setting-part">
          <h2 className="field-label">{t('security.known')}</h2>
          <KnownBy trust={space.trust} vouched={null} />
        </section>
      )}
      <section className="setting-part">
        <h2 className="field-label">{t(addresses.length > 1 ? 'security.addresses' : 'security.address')}</h2>
        {addresses.map((address) => (
          <CopyLine key={address} text={address} />
        ))}
      </section>
      {pin !== null && (
        <OwnKey pin={pin} hint={t(isHost ? 'security.ownHint' : 'security.fingerprintHint')} />
      )}
    </>
  );
}

function OwnKey({ pin, hint }: { pin: Pin; hint: string }) {
  const { t } = useTranslation();
  const { copied, copy } = useCopy();
  return (
    <section className="setting-part">
      <h2 className="field-label">{t('security.fingerprint')}</h2>
      <Fingerprint pin={pin} label={t('security.fingerprint')} />
      <div className="setting-foot">
        <p className="field-hint">{hint}</p>
        <Button size="small" onClick={() => copy(fingerprintOf(pin))}>
          {copied ? t('app.copied') : t('security.copyFingerprint')}
        </Button>
      </div>
    </section>
  );
}
