import { ChevronRight, LoaderCircle, Radar, WifiOff } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { NearbySlice, NearbySpace } from '../store/nearby.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { shownHost } from './shownHost.ts';

/** The spaces around, in a room that stays as large as it is however many come and go. */
export function NearbyList(props: {
  nearby: NearbySlice['nearby'];
  looked: boolean;
  /** Whether it was not to be watched. */
  refused: boolean;
  /** The one that is being asked. */
  busy: string | null;
  onChoose: (space: NearbySpace) => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const { nearby, busy } = props;
  const spaces = nearby?.spaces ?? [];
  return (
    <section className="nearby" aria-labelledby={id}>
      <h2 className="field-label" id={id}>
        {t('nearby.title')}
      </h2>
      <div className="nearby-room scrolls">
        {/* The same one however many there are: what changes in it is what is read aloud. */}
        <div className={spaces.length === 0 ? 'nearby-none' : 'unseen'} role="status">
          {spaces.length === 0 ? <Nothing {...props} /> : <HowMany spaces={spaces} busy={busy} />}
        </div>
        {spaces.length > 0 && (
          <ul aria-labelledby={id}>
            {spaces.map((space) => (
              <Row
                key={space.spaceId}
                space={space}
                busy={busy === space.spaceId}
                onChoose={props.onChoose}
              />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

/** What the eye sees of the list, in words. */
function HowMany({ spaces, busy }: { spaces: readonly NearbySpace[]; busy: string | null }) {
  const { t } = useTranslation();
  const count = spaces.filter(({ state }) => state !== 'gone').length;
  const asked = spaces.find(({ spaceId }) => spaceId === busy);
  const found = t('nearby.found', { count });
  return <>{asked === undefined ? found : `${found} ${t('nearby.askingOne', { name: asked.name })}`}</>;
}

type Around = Pick<Parameters<typeof NearbyList>[0], 'nearby' | 'looked' | 'refused'>;

function Nothing({ nearby, looked, refused }: Around) {
  const { t } = useTranslation();
  if (refused) return <Said icon={<WifiOff />} words={t('nearby.cannotLook')} hint={t('nearby.byHand')} />;
  if (nearby !== null && nearby.addresses.length === 0)
    return <Said icon={<WifiOff />} words={t('nearby.noNetwork')} hint={t('nearby.noNetworkHint')} />;
  if (nearby !== null && !nearby.canLook)
    return <Said icon={<WifiOff />} words={t('nearby.cannotLook')} hint={t('nearby.cannotLookHint')} />;
  if (!looked) return <Said icon={<Radar />} words={t('nearby.looking')} />;
  return <Said icon={<Radar />} words={t('nearby.none')} hint={t('nearby.noneHint')} />;
}

const Said = (props: { icon: ReactNode; words: string; hint?: string }) => (
  <>
    <span aria-hidden="true">{props.icon}</span>
    <p className="nearby-none-words">{props.words}</p>
    {props.hint !== undefined && <p className="field-hint">{props.hint}</p>}
  </>
);

/** One that answers is joined; one that does not can still be tested, so none is ever closed. */
function Row(props: { space: NearbySpace; busy: boolean; onChoose: (space: NearbySpace) => void }) {
  const { t } = useTranslation();
  const { space, busy } = props;
  const { state, joined, name } = space;
  const words = state === 'alive' ? (joined ? t('nearby.joined') : null) : t(`nearby.${state}`);
  return (
    <li>
      <button
        type="button"
        className="nearby-space"
        data-away={state === 'silent' || state === 'gone' || undefined}
        aria-busy={busy}
        onClick={() => props.onChoose(space)}
      >
        <Avatar id={space.spaceId} name={name} space />
        <span className="nearby-words">
          <bdi className="nearby-name one-line">{name}</bdi>
          <span className="nearby-address one-line">{shownHost(space.address)}</span>
        </span>
        {words !== null && <span className="nearby-state">{words}</span>}
        {busy ? (
          <LoaderCircle className="turns" aria-hidden="true" />
        ) : (
          state === 'alive' && <ChevronRight aria-hidden="true" />
        )}
      </button>
    </li>
  );
}
