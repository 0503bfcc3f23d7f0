import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { inGroups } from '../../shared/model/trust.ts';
import { addressesOf, keyOf } from '../host/addressesOf.ts';
import { CopyLine, useCopy } from '../host/CopyLine.tsx';
import { HostingChoicesForm } from '../host/HostingChoicesForm.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
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
  const { hosting } = space;
  const isHost = hosting !== null;
  const certificate = hosting?.status === 'running' ? hosting.certificate : null;
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
        <ToCompare
          digest={pin}
          label={t('security.fingerprint')}
          hint={t(isHost ? 'security.ownHint' : 'security.fingerprintHint')}
        />
      )}
      {certificate !== null && (
        <Disclosure label={t('security.fromBrowser')}>
          <ToCompare
            digest={certificate}
            label={t('security.certificate')}
            hint={t('security.certificateHint')}
          />
        </Disclosure>
      )}
    </>
  );
}

/** A fingerprint to read out or copy. */
function ToCompare({ digest, label, hint }: { digest: string; label: string; hint: string }) {
  const { t } = useTranslation();
  const { copied, copy } = useCopy();
  return (
    <section className="setting-part">
      <h2 className="field-label">{label}</h2>
      <Fingerprint pin={digest} label={label} />
      <div className="setting-foot">
        <p className="field-hint">{hint}</p>
        <Button
          size="small"
          aria-label={copied ? undefined : `${t('security.copyFingerprint')}: ${label}`}
          onClick={() => copy(inGroups(digest))}
        >
          {copied ? t('app.copied') : t('security.copyFingerprint')}
        </Button>
      </div>
    </section>
  );
}
