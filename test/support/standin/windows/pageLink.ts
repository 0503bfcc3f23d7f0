import type { CdpSession } from '../chromium/connection.ts';
import { createCodec } from '../page/codec.ts';
import { BINDING, type PagePacket, RECEIVER, type ToPage } from '../page/messages.ts';

const codec = createCodec();

/**
 * The message channel to one page. What is sent while an earlier packet is under way travels together in the next one,
 * so order holds and some hundreds of pushes a second cost a few dozen round trips.
 */
export class PageLink {
  readonly #session: CdpSession;
  #queue: string[] = [];
  #sending = false;

  constructor(session: CdpSession, receive: (packet: PagePacket) => void) {
    this.#session = session;
    session.on('Runtime.bindingCalled', ({ name, payload }: { name: string; payload: string }) => {
      if (name === BINDING) receive(codec.decode(payload) as PagePacket);
    });
  }

  /** Lets the page call the binding; wanted before the first document. */
  async open(): Promise<void> {
    await this.#session.send('Runtime.enable');
    await this.#session.send('Runtime.addBinding', { name: BINDING });
  }

  /** Encodes at once, as Electron clones at once; throws what cannot be cloned. */
  send(message: ToPage): void {
    this.#queue.push(codec.encode(message));
    if (!this.#sending) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#sending = true;
    while (this.#queue.length > 0) {
      const packet = `[${this.#queue.splice(0).join()}]`;
      const expression = `globalThis[Symbol.for('${RECEIVER}')]?.(${JSON.stringify(packet)})`;
      try {
        await this.#session.send('Runtime.evaluate', { expression, silent: true });
      } catch {
        // The page went away, or changed its document while this was under way: Electron drops such messages too.
      }
    }
    this.#sending = false;
  }
}
