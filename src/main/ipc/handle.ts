import { ipcMain, type WebFrameMain } from 'electron';
import { type AppHandlers, answer, refused } from '../../client/app/answer.ts';
import type { Log } from '../../client/app/Log.ts';
import { appRequestNames } from '../../shared/ipc/names.ts';

/** Serves the window's requests. Only the page itself may ask, and only one of ours (`isOurs` judges its address). */
export function handleRequests(handlers: AppHandlers, isOurs: (url: string) => boolean, log: Log): void {
  for (const name of appRequestNames)
    ipcMain.handle(name, (event, input: unknown) => {
      if (isTrusted(event.senderFrame, isOurs)) return answer(handlers, log, name, input, event.sender.id);
      log.warn('a request came from a frame that may not ask', event.senderFrame?.url);
      return refused('forbidden', 'This page may not ask.');
    });
}

/** `senderFrame` is null when the frame has navigated or gone (https://www.electronjs.org/docs/latest/api/structures/ipc-main-invoke-event). */
const isTrusted = (frame: WebFrameMain | null, isOurs: (url: string) => boolean): boolean =>
  frame !== null && frame.parent === null && isOurs(frame.url);
