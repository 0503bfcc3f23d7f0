import { BrowserWindow } from 'electron';
import { gather } from '../../client/app/gather.ts';
import type { Delta } from '../../shared/ipc/deltas.ts';
import { DELTAS_CHANNEL } from '../../shared/ipc/names.ts';

/** About a frame of a display at 60 Hz: what happens within one is shown together anyway. */
const FRAME_MS = 16;

let waiting: Delta[] = [];

/** Sends a delta to every window, together with what else comes within a frame. */
export function push(delta: Delta): void {
  waiting.push(delta);
  if (waiting.length === 1) setTimeout(flush, FRAME_MS);
}

function flush(): void {
  const deltas = gather(waiting);
  waiting = [];
  for (const { webContents } of BrowserWindow.getAllWindows())
    if (!webContents.isDestroyed()) webContents.send(DELTAS_CHANNEL, deltas);
}
