import { createFollowing, type FollowOptions } from '../../client/notifications/createFollowing.ts';
import {
  createNotifier,
  type Notifier,
  type NotifierOptions,
} from '../../client/notifications/createNotifier.ts';
import { createShown } from '../../client/notifications/createShown.ts';
import type { Delta } from '../../shared/ipc/deltas.ts';
import { showNotification } from './showNotification.ts';
import { createSystemQuiet } from './systemQuiet.ts';

export type NotificationsOptions = FollowOptions &
  Pick<NotifierOptions, 'isInFront'> & {
    platform: NodeJS.Platform;
    now(): number;
    onFailure(error: unknown): void;
  };

/** The system's notifications: what is told by them, where their clicks lead, and taking them back. */
export function openNotifications(options: NotificationsOptions): {
  notifier: Notifier;
  /** Hears of every change. */
  heard(delta: Delta): void;
} {
  const { isInFront, platform, now, onFailure } = options;
  const shown = createShown();
  const follow = createFollowing(options);
  const notifier = createNotifier({
    isInFront,
    isSystemQuiet: createSystemQuiet(platform, now),
    show(notice, spaceId) {
      let remembered: { gone(): void } | undefined;
      const handle = showNotification(notice, {
        onClick: () => void follow(notice, spaceId).catch(onFailure),
        onGone: () => remembered?.gone(),
      });
      if (handle) remembered = shown.add(notice, spaceId, handle);
    },
  });
  return { notifier, heard: shown.heard };
}
