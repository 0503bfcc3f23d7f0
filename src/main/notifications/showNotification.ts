import { Notification } from 'electron';
import type { ShownNotice } from './createShown.ts';
import type { Notice } from './wording.ts';

/** Held until they are done with: a notification that is collected as garbage loses its click. */
const shown = new Set<Notification>();

export type NotificationEvents = { onClick(): void; onGone(): void };

/** Shows a notification of the system's, where it has them; `undefined` where it has not. */
export function showNotification(
  { title, body }: Notice,
  { onClick, onGone }: NotificationEvents,
): ShownNotice | undefined {
  if (!Notification.isSupported()) return undefined;
  const notification = new Notification({ title, body });
  shown.add(notification);
  const done = () => {
    shown.delete(notification);
    onGone();
  };
  notification.on('click', () => {
    done();
    onClick();
  });
  notification.on('close', done);
  notification.on('failed', done);
  notification.show();
  return {
    close() {
      shown.delete(notification);
      notification.close();
    },
  };
}
