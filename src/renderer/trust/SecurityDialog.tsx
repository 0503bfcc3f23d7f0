import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import { inGroups } from '../../shared/model/trust.ts';
import { addressesOf, keyOf } from '../host/addressesOf.ts';
import { CopyLine, useCopy } from '../host/CopyLine.tsx';
import { HostingChoicesForm } from '../host/HostingChoicesForm.tsx';
import { isConnected } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { ChangedKey } from './ChangedKey.tsx';
import { Fingerprint } from './Fingerprint.tsx';
import { KnownBy } from './KnownBy.tsx';
import { type Mismatch, mismatchOf } from './mismatchOf.ts';
import './trust.css';

/** How a space is reached and known, what to do when its key has changed, and how it is hosted. */
export function SecurityDialog({ space, onClose }: { space: SpaceView; onClose: () => void }) {
  const { t } = useTranslation();
  const { choices, name } = space;
  const [mismatch, setTrusting] = useMismatch(space);
  return (
    <Dialog open wide onClose={onClose} title={t('security.title')} lead={name}>
      {mismatch === null ? (
        <AtRest space={space} />
      ) : (
        // What was ticked was ticked for this key.
        <ChangedKey
          key={mismatch.keys.presented}
          space={space}
          mismatch={mismatch}
          onTrusting={(busy) => setTrusting({ mismatch, busy })}
          onTrusted={onClose}
        />
      )}
      {choices !== null && <HostingChoicesForm space={space} choices={choices} />}
    </Dialog>
  );
}

type Trusting = { mismatch: Mismatch; busy: boolean };

/**
 * What is the matter with the key. It stays while that key is being trusted, by which the connection begins anew, and when that
 * was refused; until another is shown, or all is well.
 */
function useMismatch(space: SpaceView): [Mismatch | null, (trusting: Trusting) => void] {
  const [trusting, setTrusting] = useState<Trusting | null>(null);
  if (trusting?.busy) return [trusting.mismatch, setTrusting];
  const refused = isConnected(space) ? null : (trusting?.mismatch ?? null);
  return [mismatchOf(space) ?? refused, setTrusting];
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
