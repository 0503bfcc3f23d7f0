import { useTranslation } from 'react-i18next';
import type { BrowserView } from '../../shared/ipc/views.ts';
import { askNotifications } from '../actions/browser.ts';
import { useApp } from '../store/AppContext.tsx';
import { Button } from '../ui/Button.tsx';
import './settings.css';

/** What holds in this browser: what is kept, what goes on offline, and whether it may tell of anything. */
export function BrowserSettings({ browser }: { browser: BrowserView }) {
  const { t } = useTranslation();
  return (
    <section className="setting" aria-labelledby="settings-browser">
      <h2 className="field-label" id="settings-browser">
        {t('browser.title')}
      </h2>
      <dl className="setting-facts">
        <dt>{t('browser.notifications')}</dt>
        <dd>
          <Notifications state={browser.notifications} />
        </dd>
        <dt>{t('browser.offline')}</dt>
        <dd>{t(browser.opensOffline ? 'browser.opensOffline' : 'browser.goesOnOffline')}</dd>
        <dt>{t('browser.storage')}</dt>
        <dd>{t(browser.storage === 'refused' ? 'browser.nothingKept' : 'browser.kept')}</dd>
      </dl>
    </section>
  );
}

function Notifications({ state }: { state: BrowserView['notifications'] }) {
  const { t } = useTranslation();
  const app = useApp();
  if (state !== 'unasked') return <p role="status">{t(`browser.told_${state}`)}</p>;
  return <Button onClick={() => void askNotifications(app)}>{t('browser.allowNotifications')}</Button>;
}
