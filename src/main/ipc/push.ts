import { BrowserWindow } from 'electron';
import { gatherPushes } from '../../client/app/gatherPushes.ts';
import { DELTAS_CHANNEL } from '../../shared/ipc/names.ts';
import { systemClock } from '../clock.ts';

/** Sends a delta to every window, together with what else comes within a frame. */
export const push = gatherPushes(systemClock, (deltas) => {
  for (const { webContents } of BrowserWindow.getAllWindows())
    if (!webContents.isDestroyed()) webContents.send(DELTAS_CHANNEL, deltas);
});
