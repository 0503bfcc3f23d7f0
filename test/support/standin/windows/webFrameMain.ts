import type { WebContents } from './webContents.ts';

/** The main frame of a page, as `event.senderFrame` and `webContents.mainFrame` show it; subframes are not imitated. */
export class WebFrameMain {
  url = '';
  readonly parent = null;
  readonly frames: WebFrameMain[] = [];
  readonly name = '';
  readonly routingId = 1;
  readonly processId: number;
  readonly osProcessId = process.pid;
  readonly frameTreeNodeId: number;
  readonly detached = false;
  readonly #contents: WebContents;

  constructor(contents: WebContents) {
    this.#contents = contents;
    this.processId = contents.id + 1;
    this.frameTreeNodeId = contents.id;
  }

  get top(): WebFrameMain {
    return this;
  }

  /** `scheme://host[:port]`, or `null` as text for an opaque origin. */
  get origin(): string {
    const match = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]+)/i.exec(this.url);
    return match?.[1] ?? 'null';
  }

  send(channel: string, ...args: unknown[]): void {
    this.#contents.send(channel, ...args);
  }

  executeJavaScript(code: string): Promise<unknown> {
    return this.#contents.executeJavaScript(code);
  }

  isDestroyed(): boolean {
    return this.#contents.isDestroyed();
  }
}
