import type { BrowserView } from '../../../../src/shared/ipc/views.ts';
import type { FakeApp } from '../FakeApp.ts';
import { Refusal } from '../Refusal.ts';
import type { Handlers } from './Handlers.ts';

/** What only a tab of a browser asks. */
export function browserHandlers(app: FakeApp): Handlers {
  function setBrowser(change: Partial<BrowserView>): BrowserView {
    if (app.options.browser === undefined) throw new Refusal('not_found');
    const browser = { ...app.options.browser, ...change };
    app.options.browser = browser;
    app.push({ type: 'browser.changed', browser });
    return browser;
  }

  return {
    'browser:askNotifications': () => setBrowser({ notifications: 'allowed' }),
    'browser:takeOver': () => {
      setBrowser({ writable: true });
      return {};
    },
  };
}
