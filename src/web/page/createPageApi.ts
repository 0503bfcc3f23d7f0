import type { AppApi, AppOutput, AppRequestName, Result } from '../../shared/ipc/contract.ts';
import type { Delta } from '../../shared/ipc/deltas.ts';
import type { BrowserView } from '../../shared/ipc/views.ts';
import { notificationState } from '../notify/page/createPageNotices.ts';
import { outside } from './outside.ts';

export type PageApi = AppApi & {
  /** Something that only the page knows is different now. */
  changed(known: Partial<Pick<BrowserView, 'invite' | 'opensOffline'>>): void;
};

/** The window's api: the app's, with what is done in the page and what only the page knows. */
export function createPageApi(app: AppApi, invite: string | null): PageApi {
  const known = { invite, opensOffline: false };
  const listeners = new Set<(deltas: Delta[]) => void>();
  /** As the app said it last. */
  let told: BrowserView | null = null;

  const completed = (view: BrowserView): BrowserView => {
    told = view;
    return { ...view, ...known, notifications: notificationState() };
  };
  const push = (delta: Delta) => {
    for (const listener of listeners) listener([delta]);
  };
  function browserChanged(): void {
    if (told) push({ type: 'browser.changed', browser: completed(told) });
  }

  async function load(): Promise<Result<AppOutput<'app:load'>>> {
    const result = await app.call('app:load', {});
    if (!result.ok || !result.data.browser) return result;
    return { ok: true, data: { ...result.data, browser: completed(result.data.browser) } };
  }

  async function askNotifications(): Promise<Result<BrowserView>> {
    if (notificationState() === 'unasked') await Notification.requestPermission();
    if (!told) return { ok: false, error: { code: 'internal', message: 'The app is not there yet.' } };
    browserChanged();
    return { ok: true, data: completed(told) };
  }

  /** What each of these answers is what its name says; the compiler cannot follow that through the table. */
  const here: { [N in AppRequestName]?: (input: never) => unknown } = {
    ...outside,
    'app:load': load,
    'browser:askNotifications': askNotifications,
  };

  return {
    async call<N extends AppRequestName>(name: N, input: Parameters<AppApi['call']>[1]) {
      const own = here[name] as ((given: unknown) => unknown) | undefined;
      return (own ? await own(input) : await app.call(name, input as never)) as Result<AppOutput<N>>;
    },
    onDeltas(listener) {
      const hear = (deltas: Delta[]) =>
        listener(
          deltas.map((delta) =>
            delta.type === 'browser.changed' ? { ...delta, browser: completed(delta.browser) } : delta,
          ),
        );
      listeners.add(listener);
      const end = app.onDeltas(hear);
      return () => {
        listeners.delete(listener);
        end();
      };
    },
    changed(changes) {
      Object.assign(known, changes);
      browserChanged();
    },
  };
}
