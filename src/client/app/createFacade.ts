import type { Delta, SpaceDelta } from '../../shared/ipc/deltas.ts';
import type { ConnectionView, HostingChoices, HostingView, SpaceView } from '../../shared/ipc/views.ts';
import type { Trust } from '../../shared/model/trust.ts';
import type { Clock } from '../clock.ts';
import type { EngineObserver } from '../Engine.ts';
import { createNews, type NewsOptions } from '../notifications/createNews.ts';
import type { Notifier } from '../notifications/createNotifier.ts';
import type { KnownSpace } from './knownSpace.ts';
import type { Log } from './Log.ts';

export type FacadeOptions = {
  entry: KnownSpace;
  /** The entry has changed and has to be remembered. */
  onEntry(): void;
  /** `null` where the space is not hosted by this app. */
  hosting(): HostingView | null;
  /** What its host chose; `null` where the space is not hosted by this app. */
  choices(): HostingChoices | null;
  /** How its server is known. */
  trust(): Trust;
  opened: NewsOptions['opened'];
  /** Whether nobody uses this device just now. */
  isAway(): boolean;
  notifier: Notifier;
  clock: Clock;
  log: Log;
  onDelta(delta: Delta): void;
  /** Something that is shown outside the window may be different. */
  onChange(): void;
};

/** What is shown of one space: hears its engine, says how it is now, and has the person told of what is new. */
export function createFacade(options: FacadeOptions) {
  const { entry, onEntry, hosting, notifier, clock, log, onDelta, onChange } = options;
  let connection: ConnectionView = { status: 'connecting' };
  let unread = { unread: 0, addressed: 0 };
  let closed = false;

  const news = createNews({
    spaceId: entry.spaceId,
    me: entry.userId,
    notifier,
    clock,
    opened: options.opened,
    isAway: options.isAway,
    onFailure: (error) => log.error('a notification failed', error),
  });

  const view = (): SpaceView => ({
    spaceId: entry.spaceId,
    name: entry.name,
    address: entry.address,
    userId: entry.userId,
    username: entry.username,
    connection,
    hosting: hosting(),
    choices: options.choices(),
    trust: options.trust(),
    ...unread,
  });

  function changed(): void {
    if (closed) return;
    onDelta({ type: 'space.changed', space: view() });
    onChange();
  }

  const observer: EngineObserver = {
    onDelta(delta: SpaceDelta) {
      news.heard(delta);
      onDelta(delta);
    },
    onConnection(next) {
      connection = next;
      news.connected(next);
      changed();
    },
    onName(name) {
      if (name === entry.name) return;
      entry.name = name;
      onEntry();
      changed();
    },
    onUnread(total) {
      if (total.unread === unread.unread && total.addressed === unread.addressed) return;
      unread = total;
      changed();
    },
    onArrival: (arrival) => news.arrived(arrival),
    onRestored: () => onDelta({ type: 'notice.raised', code: 'space_restored', spaceId: entry.spaceId }),
    onReport: ({ what, detail }) => log.warn(what, detail),
  };

  return {
    observer,
    view,
    changed,
    unread: () => unread.unread,
    isConnected: () => connection.status === 'online' || connection.status === 'syncing',
    /** Nothing is told of it any more. */
    close(): void {
      closed = true;
    },
  };
}
