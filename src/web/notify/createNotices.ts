import { createFollowing, type FollowOptions } from '../../client/notifications/createFollowing.ts';
import { createNotifier, type Notifier } from '../../client/notifications/createNotifier.ts';
import { createShown } from '../../client/notifications/createShown.ts';
import type { Notice } from '../../client/notifications/wording.ts';
import type { Delta } from '../../shared/ipc/deltas.ts';
import type { Tabs } from '../tabs/createTabs.ts';
import type { FromTab } from '../tabs/messages.ts';

export type NoticesOptions = Pick<FollowOptions, 'engine'> & {
  tabs: Pick<Tabs, 'isInFront' | 'say' | 'sayTo' | 'sayToOne'>;
  onFailure(error: unknown): void;
};

/**
 * The browser's notifications, by the same rule as the system's: the app decides, one of its tabs shows. A browser
 * does not tell whether the system wants to be quiet; it keeps them back by itself then.
 */
export function createNotices({ tabs, engine, onFailure }: NoticesOptions) {
  const shown = createShown();
  const notices = new Map<string, { notice: Notice; gone(): void }>();
  let made = 0;

  const notifier: Notifier = createNotifier({
    isInFront: tabs.isInFront,
    isSystemQuiet: async () => false,
    show(notice, spaceId) {
      made += 1;
      // Told apart from those of an app that was here before and whose notifications still stand.
      const id = `${Date.now()}-${made}`;
      const { gone } = shown.add(notice, spaceId, {
        close() {
          notices.delete(id);
          tabs.say({ type: 'withdraw', id });
        },
      });
      notices.set(id, { notice, gone });
      const { title, body, leadsTo } = notice;
      tabs.sayToOne({ type: 'show', title, body, data: { id, spaceId, leadsTo } });
    },
  });

  function forget(id: string): Notice | undefined {
    const known = notices.get(id);
    notices.delete(id);
    known?.gone();
    return known?.notice;
  }

  async function clicked({ data }: Extract<FromTab, { type: 'clicked' }>, asker: number): Promise<void> {
    // One of an app that was here before leads to its place, and what it told of is read there.
    const notice = forget(data.id) ?? { title: '', body: '', keys: [], leadsTo: data.leadsTo };
    const follow = createFollowing({
      engine,
      // The others stay where they are.
      push: (delta) => tabs.sayTo(asker, { type: 'deltas', deltas: [delta] }),
      async openLink(url) {
        if (!/^https?:/i.test(url)) return false;
        tabs.sayTo(asker, { type: 'open', url });
        return true;
      },
      // The tab has brought itself to the front: only a click may.
      focus: async () => undefined,
    });
    await follow(notice, data.spaceId);
  }

  return {
    notifier,
    /** Hears of every change. */
    heard: (delta: Delta) => shown.heard(delta),
    async told(said: Extract<FromTab, { type: 'clicked' | 'gone' }>, asker: number): Promise<void> {
      if (said.type === 'gone') forget(said.id);
      else await clicked(said, asker).catch(onFailure);
    },
  };
}
