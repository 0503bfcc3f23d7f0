import { app, BrowserWindow, nativeImage } from 'electron';
import type { ConversationId, SpaceId } from '../shared/model/ids.ts';

type Attention = { spaceId: SpaceId | null; conversationId: ConversationId | null };

/** What each window shows, by the id of its `webContents`. */
const shown = new Map<number, Attention>();

export function setAttention(contentsId: number, attention: Attention): void {
  shown.set(contentsId, attention);
}

/** Whether a window that has the focus shows this conversation, or anything of this space. */
export const isInFront = (spaceId: SpaceId, conversationId: ConversationId | undefined): boolean =>
  BrowserWindow.getAllWindows().some((window) => {
    const attention = shown.get(window.webContents.id);
    if (!window.isFocused() || attention?.spaceId !== spaceId) return false;
    return conversationId === undefined || attention.conversationId === conversationId;
  });

/**
 * Puts the number of unread messages on the dock or taskbar: a number on macOS and on Linux with Unity's
 * launcher (`app.setBadgeCount`), on Windows a dot over the button, which has room for no more.
 */
export function showUnreadBadge(unread: number): void {
  app.setBadgeCount(unread);
  if (process.platform !== 'win32') return;
  const image = unread > 0 ? unreadDot() : null;
  for (const window of BrowserWindow.getAllWindows())
    window.setOverlayIcon(image, `${unread} unread messages`);
}

const DOT = 16;

/** A filled circle of 16 × 16 pixels, in the byte order `createFromBitmap` takes on Windows (BGRA). */
function unreadDot(): Electron.NativeImage {
  const bitmap = Buffer.alloc(DOT * DOT * 4);
  const middle = (DOT - 1) / 2;
  for (let y = 0; y < DOT; y += 1)
    for (let x = 0; x < DOT; x += 1)
      if (Math.hypot(x - middle, y - middle) <= middle)
        bitmap.set([0x4d, 0x3d, 0xe0, 0xff], (y * DOT + x) * 4);
  return nativeImage.createFromBitmap(bitmap, { width: DOT, height: DOT });
}
