import { Slider } from '@base-ui/react/slider';
import { useTranslation } from 'react-i18next';
import { openDialog } from '../actions/navigate.ts';
import { saveSettings } from '../actions/settings.ts';
import { useApp, useAppState } from '../store/AppContext.tsx';
import { selectSpace } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Segments } from '../ui/Segments.tsx';
import { BrowserSettings } from './BrowserSettings.tsx';
import './settings.css';

const themes = ['system', 'light', 'dark'] as const;
const SIZES = { least: 87, normal: 100, most: 150 };

/** What a person sets for this computer. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const app = useApp();
  const settings = useAppState((state) => state.settings);
  const space = useAppState(selectSpace);
  const browser = useAppState((state) => state.facts?.browser ?? null);
  const version = useAppState((state) => state.facts?.version) ?? '';
  return (
    <Dialog open onClose={onClose} title={t('settings.title')}>
      <section className="setting">
        <h2 className="field-label">{t('settings.theme')}</h2>
        <Segments
          label={t('settings.theme')}
          value={settings.theme}
          options={themes.map((value) => ({ value, label: t(`settings.${value}`) }))}
          onChange={(theme) => void saveSettings(app, { theme })}
        />
      </section>
      <section className="setting">
        <Slider.Root
          className="slider"
          min={SIZES.least}
          max={SIZES.most}
          value={settings.textSize}
          // Shown while it moves, kept when it is let go.
          onValueChange={(textSize) => app.store.setState({ settings: { ...settings, textSize } })}
          onValueCommitted={(textSize) => void saveSettings(app, { textSize })}
        >
          <Slider.Label className="field-label">{t('settings.textSize')}</Slider.Label>
          <span className="slider-value figures">{t('settings.percent', { count: settings.textSize })}</span>
          <Slider.Control className="slider-control">
            <Slider.Track className="slider-track">
              <Slider.Indicator className="slider-filled" />
              <Slider.Thumb className="slider-thumb" aria-label={t('settings.textSize')} />
            </Slider.Track>
          </Slider.Control>
        </Slider.Root>
        <Button
          look="quiet"
          size="small"
          className="setting-normal"
          disabled={settings.textSize === SIZES.normal}
          onClick={() => void saveSettings(app, { textSize: SIZES.normal })}
        >
          {t('settings.normal')}
        </Button>
      </section>
      {space !== undefined && (
        <section className="setting">
          <h2 className="field-label">{t('settings.inSpace', { name: space.name })}</h2>
          <div className="setting-row">
            <Button onClick={() => openDialog(app, 'quiet')}>{t('quiet.settings')}</Button>
            <Button onClick={() => openDialog(app, 'devices')}>{t('devices.open')}</Button>
          </div>
        </section>
      )}
      {browser !== null && <BrowserSettings browser={browser} />}
      <p className="field-hint">{t('settings.about', { version })}</p>
    </Dialog>
  );
}
