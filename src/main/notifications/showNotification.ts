import { Notification } from 'electron';
import type { Notice } from './rule.ts';

/** Held until they are done with: a notification that is collected as garbage loses its click. */
const shown = new Set<Notification>();

/** Shows a notification of the system's, where it has them. */
export function showNotification({ title, body }: Notice, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body });
  shown.add(notification);
  const done = () => shown.delete(notification);
  notification.on('click', () => {
    done();
    onClick();
  });
  notification.on('close', done);
  notification.on('failed', done);
  notification.show();
}
