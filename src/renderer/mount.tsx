// Before the components, whose own styles build on these.
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/inter/wght-italic.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import type { AppApi } from '../shared/ipc/contract.ts';
import { Feed } from './actions/Feed.ts';
import { guardApi } from './api.ts';
import { Frame } from './frame/Frame.tsx';
import { createTexts, speakOfBrowser } from './i18n/i18n.ts';
import { fetchLate, soon } from './late/late.tsx';
import { fetchForOffline } from './late/offline.ts';
import { AppContext } from './store/AppContext.tsx';
import { createApp } from './store/app.ts';

/** Shows Parley in an element, talking to the app through `api`; returns a function that takes it down. */
export function mount(element: HTMLElement, api: AppApi): () => void {
  const app = createApp(guardApi(api));
  const texts = createTexts();
  const stopWaiting = app.store.subscribe(({ facts }) => {
    if (facts === null) return;
    stopWaiting();
    if (facts.browser !== null) speakOfBrowser(texts);
  });
  const feed = new Feed(app);
  const root = createRoot(element);
  root.render(
    <CSPProvider disableStyleElements>
      <I18nextProvider i18n={texts}>
        <AppContext value={app}>
          <Tooltip.Provider delay={500} closeDelay={0}>
            <Frame onLoadAgain={() => void feed.load()} />
          </Tooltip.Provider>
        </AppContext>
      </I18nextProvider>
    </CSPProvider>,
  );
  void feed.start().then(async () => {
    if (app.store.getState().facts?.browser != null) soon(fetchForOffline);
    await fetchLate();
  });
  return () => {
    feed.stop();
    root.unmount();
  };
}
