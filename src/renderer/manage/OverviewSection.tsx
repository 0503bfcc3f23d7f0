import { CloudOff } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { SpaceView } from '../../shared/ipc/views.ts';
import type { Figures } from '../../shared/model/running.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { isConnected } from '../store/selectors.ts';
import { Empty } from '../ui/Empty.tsx';
import { type Figure, figureWords, shownFigures } from './figureWords.ts';
import './figures.css';
import { SpaceNameForm } from './SpaceNameForm.tsx';
import { Sparkline } from './Sparkline.tsx';

const none: readonly Figures[] = [];

/** What the space is called, and how it is doing, as long as it is looked at. */
export function OverviewSection({ space }: { space: SpaceView }) {
  const { t } = useTranslation();
  const app = useApp();
  const { spaceId } = space;
  const connected = isConnected(space);
  const recent = useAppState((state) => state.figures[spaceId]) ?? none;
  useEffect(() => {
    if (!connected) return;
    void app.api.call('space:watch', { spaceId, on: true });
    return () => {
      void app.api.call('space:watch', { spaceId, on: false });
      // What comes no more says nothing of how it is doing.
      app.store.setState(({ figures }) => ({ figures: { ...figures, [spaceId]: [] } }));
    };
  }, [app, spaceId, connected]);
  return (
    <div className="manage-section">
      <SpaceNameForm space={space} />
      {connected ? <Doing recent={recent} /> : <Empty icon={<CloudOff />} title={t('figures.away')} />}
    </div>
  );
}

function Doing({ recent }: { recent: readonly Figures[] }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="manage-lead">{t('figures.lead')}</p>
      {recent.length === 0 ? (
        <p className="manage-note" role="status">
          {t('figures.waiting')}
        </p>
      ) : (
        <dl className="figures-list">
          {shownFigures.map((figure) => (
            <Tile key={figure} figure={figure} recent={recent} />
          ))}
        </dl>
      )}
    </>
  );
}

function Tile({ figure, recent }: { figure: Figure; recent: readonly Figures[] }) {
  const { t, i18n } = useTranslation();
  const values = recent.map((figures) => figures[figure]);
  const words = (value: number) => figureWords(t, figure, value, i18n.language);
  const latest = values.at(-1) ?? 0;
  return (
    <div className="figure-tile">
      <dt>{t(`figures.${figure}`)}</dt>
      <dd>
        <span className="figure-value figures">{words(latest)}</span>
        <Sparkline values={values} />
        <span className="manage-dim figures">
          {t('figures.range', { least: words(Math.min(...values)), most: words(Math.max(...values)) })}
        </span>
      </dd>
    </div>
  );
}
