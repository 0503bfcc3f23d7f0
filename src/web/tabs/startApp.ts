import { AppFault } from '../../client/app/AppFault.ts';
import { answer, refused } from '../../client/app/answer.ts';
import { createHandlers } from '../../client/app/createHandlers.ts';
import { gatherPushes } from '../../client/app/gatherPushes.ts';
import type { Log } from '../../client/app/Log.ts';
import { watchIdle } from '../../client/app/watchIdle.ts';
import type { Clock } from '../../client/clock.ts';
import type { Transport } from '../../client/connection/Transport.ts';
import type { AppRequestName, Result } from '../../shared/ipc/contract.ts';
import type { Delta } from '../../shared/ipc/deltas.ts';
import type { BrowserView, SpaceView } from '../../shared/ipc/views.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import { createWebApp, type WebApp } from '../app/createWebApp.ts';
import type { Kept } from '../app/openKept.ts';
import type { Stores } from '../app/WebContext.ts';
import { createNotices } from '../notify/createNotices.ts';
import type { Claim, Role } from './Claim.ts';
import { createFollower } from './createFollower.ts';
import { createTabs } from './createTabs.ts';
import { createWatching } from './createWatching.ts';
import type { Port } from './messages.ts';
import { isWrite } from './requestKinds.ts';
import { toldAnew } from './toldAnew.ts';

export type AppOptions = {
  origin: string;
  version: string;
  device: string;
  storage: BrowserView['storage'];
  kept: Kept;
  stores: Stores;
  transport: Transport;
  clock: Clock;
  random(): number;
  log: Log;
  locks: Pick<LockManager, 'request'> | undefined;
  /** To the other apps of this origin: what the one that writes tells its tabs, the others tell theirs. */
  channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener'> | undefined;
  claim(onRole: (role: Role) => Promise<void>): Promise<Claim>;
};

/** The app behind the tabs of one browser, in a SharedWorker or in the only page it has. */
export async function startApp(options: AppOptions): Promise<{ connect(port: Port): void }> {
  const { clock, log, channel, version, storage } = options;
  let app: WebApp | undefined;
  let role: Role = 'reader';
  let claim: Claim | undefined;
  let isAway = false;
  /** Resolves when it is known who writes, and again after each change of it. */
  let settled: Promise<void>;

  const follower = createFollower(channel, {
    isReader: () => role === 'reader',
    views: () => app?.spaces.views() ?? [],
    onDeltas: (deltas) => tabs.say({ type: 'deltas', deltas }),
  });
  const push = gatherPushes(clock, follower.pushed);
  const browser = (): BrowserView => ({
    invite: null,
    writable: role === 'writer',
    storage,
    // The page knows better, and says it in place of these.
    opensOffline: false,
    notifications: 'unavailable',
  });

  const tabs = createTabs({
    clock,
    locks: options.locks,
    answer: answerTab,
    onWoke: () =>
      void wake().catch((error: unknown) => log.error('the app did not wake as it should', error)),
    onBack(asker) {
      if (app) tabs.sayTo(asker, { type: 'deltas', deltas: all(app) });
    },
    onGone: (asker) => watching.gone(asker),
    onNotification: (told, asker) => void notices.told(told, asker),
    report: (what, detail) => log.warn(what, detail),
  });
  const notices = createNotices({
    tabs,
    engine: async (spaceId) => mustBeThere().spaces.engine(spaceId),
    onFailure: (error) => log.error('a click on a notification failed', error),
  });

  const watching = createWatching((spaceId, on) => {
    // A space that is not there, or cannot be opened, is not watched.
    void app?.spaces.engine(spaceId).then(
      (engine) => engine.watch({ on }),
      (error: unknown) => log.warn('it is not watched how the space is doing', error),
    );
  });

  function mustBeThere(): WebApp {
    if (!app) throw new AppFault('internal', 'The app is not there yet.');
    return app;
  }

  const onPage = () => {
    throw new AppFault('internal', 'This is answered by the page.');
  };
  const outside = {
    'attention:set': (attention: Parameters<typeof tabs.setAttention>[1], asker: number) => {
      tabs.setAttention(asker, attention);
      return {};
    },
    'space:watch': ({ spaceId, on }: { spaceId: SpaceId; on: boolean }, asker: number) => {
      watching.set(asker, spaceId, on);
      return {};
    },
    'browser:takeOver': async () => {
      await claim?.takeOver();
      return {};
    },
    'files:save': onPage,
    'links:open': onPage,
    'clipboard:write': onPage,
    'browser:askNotifications': onPage,
  };

  async function answerTab(name: AppRequestName, input: unknown, asker: number): Promise<Result<unknown>> {
    await settled;
    const now = mustBeThere();
    if (role === 'reader' && isWrite(name))
      return refused('read_only', 'Another tab is the one that writes.');
    if (role === 'reader' && (name === 'app:load' || name === 'space:load')) await now.refresh();
    const handlers = createHandlers({
      ...now,
      spaces: { ...now.spaces, views: () => viewsOf(now) },
      about: () => ({ platform: 'web', version, canHost: false, browser: browser() }),
      onSettings: (settings) => push({ type: 'settings.changed', settings }),
      outside,
    });
    return answer(handlers, log, name, input, asker);
  }

  const viewsOf = ({ spaces }: WebApp): SpaceView[] => spaces.views().map(follower.asTold);
  const all = (now: WebApp): Delta[] =>
    toldAnew({ spaces: viewsOf(now), settings: now.settings.get(), browser: browser() });

  /** One that was frozen must first learn whether another one has taken its place. */
  async function wake(): Promise<void> {
    await claim?.recheck();
    await settled;
    app?.reconnect();
  }

  function become(next: Role): Promise<void> {
    const becoming = change(next);
    // Whoever asks meanwhile waits for the app that answers then.
    settled = becoming;
    return becoming;
  }

  async function change(next: Role): Promise<void> {
    await app?.close();
    const isFirst = app === undefined;
    role = next;
    if (!isFirst)
      await options.kept
        .refresh()
        .catch((error: unknown) => log.error('what another one kept could not be read', error));
    app = createWebApp(
      {
        ...options,
        onDelta(delta) {
          notices.heard(delta);
          push(delta);
        },
        notifier: notices.notifier,
        isAway: () => isAway,
      },
      { ...options, writable: next === 'writer' },
    );
    app.open();
    follower.ask();
    if (isFirst) return;
    watching.again();
    // What is shown was what another one told.
    for (const delta of all(app)) push(delta);
  }

  watchIdle(tabs.idle, clock, (away) => {
    isAway = away;
    app?.setAway(away);
  });

  const { promise: began, resolve: begin, reject: fail } = Promise.withResolvers<void>();
  settled = began;
  // Whoever asks is told.
  began.catch(() => undefined);
  void options.claim(become).then(
    (made) => {
      claim = made;
      begin();
    },
    (error: unknown) => {
      log.error('nobody can tell who writes', error);
      fail(error);
    },
  );
  return { connect: tabs.add };
}
