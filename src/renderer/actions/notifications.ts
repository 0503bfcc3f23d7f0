import type { SpaceId } from '../../shared/model/ids.ts';
import type { NotificationSubject } from '../../shared/model/notification.ts';
import { mayOpen } from '../markdown/addresses.ts';
import type { NotificationLine } from '../notifications/listing.ts';
import type { App } from '../store/app.ts';
import { openManage } from './manage.ts';
import { openPlace } from './openPlace.ts';
import { queue } from './queue.ts';

/** Marks a notification as read, as it is seen: now, or when there is a connection again. */
export const readNotification = (
  app: App,
  spaceId: SpaceId,
  { key, at }: Pick<NotificationLine, 'key' | 'at'>,
): Promise<boolean> =>
  queue(app, spaceId, null, { name: 'notification:read', payload: { keys: [key], throughAt: at } });

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
export function openNotification(app: App, spaceId: SpaceId, line: NotificationLine): void {
  const { about } = line;
  if (line.news) void readNotification(app, spaceId, line);
  if (about.type === 'report') openManage(app, 'reports');
  else if ('messageId' in about) openPlace(app, { spaceId, ...about });
  else if ('url' in about && about.url !== undefined) openOutside(app, about.url);
  else if ('conversationId' in about && about.conversationId !== undefined)
    openPlace(app, { spaceId, conversationId: about.conversationId, messageId: null });
}
