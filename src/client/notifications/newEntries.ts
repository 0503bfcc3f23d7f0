import type { StreamEntryView } from '../../shared/ipc/views.ts';
import { parseEntry } from '../../shared/model/entry.ts';
import type { Notification } from '../../shared/model/notification.ts';

/** A line of the notification centre that has just come to be as it is. */
export type NewEntry = { key: string; notification: Notification };

/** The unread notifications among entries that have just changed. */
export function newEntries(entries: readonly StreamEntryView[]): NewEntry[] {
  return entries.flatMap(({ kind, key, value }) => {
    if (kind !== 'notification') return [];
    const notification = parseEntry(kind, value);
    return notification?.readAt === null ? [{ key, notification }] : [];
  });
}
