import type { SpaceId } from '../../shared/model/ids.ts';
import type { NotificationSubject } from '../../shared/model/notification.ts';
import { mayOpen } from '../markdown/addresses.ts';
import type { NotificationKey, NotificationLine } from '../notifications/listing.ts';
import type { App } from '../store/app.ts';
import { openManage } from './manage.ts';
import { openPlace } from './openPlace.ts';
import { queue } from './queue.ts';

/** Marks some notifications as read: now, or when there is a connection again. */
export const readNotifications = (app: App, spaceId: SpaceId, keys: NotificationKey[]): Promise<boolean> =>
  queue(app, spaceId, null, { name: 'notification:read', payload: { keys } });

/** Marks everything that is listed as read; what comes meanwhile stays news. Lists are newest first. */
export async function readAllNotifications(
  app: App,
  spaceId: SpaceId,
  lines: readonly NotificationLine[],
): Promise<void> {
  const [newest] = lines;
  if (newest === undefined) return;
  await queue(app, spaceId, null, { name: 'notification:read', payload: { throughAt: newest.at } });
}

/** Opens an address outside, if it is one that may be. */
export function openOutside(app: App, url: string): void {
  if (mayOpen(url)) void app.api.call('links:open', { url });
}

/** Whether a notification leads anywhere. */
export const leadsSomewhere = (about: NotificationSubject): boolean =>
  'url' in about && about.url !== undefined
    ? true
    : 'conversationId' in about && about.conversationId !== undefined;

/** Goes where a notification leads, and marks it as read. */
export function openNotification(app: App, spaceId: SpaceId, { key, about, news }: NotificationLine): void {
  if (news) void readNotifications(app, spaceId, [key]);
  if (about.type === 'report') openManage(app, 'reports');
  else if ('messageId' in about) openPlace(app, { spaceId, ...about });
  else if ('url' in about && about.url !== undefined) openOutside(app, about.url);
  else if ('conversationId' in about && about.conversationId !== undefined)
    openPlace(app, { spaceId, conversationId: about.conversationId, messageId: null });
}
