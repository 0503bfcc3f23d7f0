import { Notification } from 'electron';
import type { ShownNotice } from '../../client/notifications/createShown.ts';
import type { Notice } from '../../client/notifications/wording.ts';

export type NotificationEvents = {
  onClick(): void;
  /** There is nothing left to take back. */
  onGone(): void;
};

/**
 * Shows a notification of the system's, where it has them; `undefined` where it has not. Whoever holds the handle keeps
 * it from being collected as garbage, by which it would lose its click.
 */
export function showNotification(
  { title, body }: Notice,
  { onClick, onGone }: NotificationEvents,
): ShownNotice | undefined {
  if (!Notification.isSupported()) return undefined;
  const notification = new Notification({ title, body });
  notification.on('click', () => {
    onGone();
    onClick();
  });
  // Not at `close`: one that has left the screen may be in the system's list, from where it can still be taken back.
  notification.on('failed', onGone);
  notification.show();
  return { close: () => notification.close() };
}
