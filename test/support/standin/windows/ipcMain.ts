import { EventEmitter } from 'node:events';
import { createEvent } from '../events.ts';
import type { FromPage } from '../page/messages.ts';
import type { WebContents } from './webContents.ts';

type Handler = (event: object, ...args: unknown[]) => unknown;
export type Outcome = { ok: true; value: unknown } | { ok: false; value: Error };

/** `ipcMain`: handlers really run; `event.returnValue` (for `sendSync`) is not imitated. */
export class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (...args) => {
      this.removeHandler(channel);
      return handler(...args);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** Runs a handler; a failure is worded as Electron words it. */
  async invoke(
    sender: WebContents,
    { channel, args }: Extract<FromPage, { kind: 'invoke' }>,
  ): Promise<Outcome> {
    try {
      const handler = this.#handlers.get(channel);
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      return { ok: true, value: await handler(ipcEvent(sender), ...args) };
    } catch (error) {
      process.stderr.write(
        `Error occurred in handler for '${channel}': ${error instanceof Error ? error.stack : error}\n`,
      );
      return { ok: false, value: new Error(`Error invoking remote method '${channel}': ${error}`) };
    }
  }

  receive(sender: WebContents, { channel, args }: Extract<FromPage, { kind: 'send' }>): void {
    const reply = (to: string, ...values: unknown[]) => sender.send(to, ...values);
    this.emit(channel, Object.assign(ipcEvent(sender), { reply, ports: [] }), ...args);
  }
}

function ipcEvent(sender: WebContents): object {
  const { mainFrame } = sender;
  return createEvent({
    type: 'frame',
    sender,
    senderFrame: mainFrame,
    frameId: mainFrame.routingId,
    processId: mainFrame.processId,
  });
}

export const ipcMain = new IpcMain().setMaxListeners(0);
