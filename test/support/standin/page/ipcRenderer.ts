import type { Codec } from './codec.ts';
import type { FromPage, ToPage } from './messages.ts';

type Listener = (event: object, ...args: unknown[]) => void;

/**
 * The page's `ipcRenderer`: real in its order, its cloning and its errors; `sendSync`, `postMessage` and ports are not
 * imitated. Messages of one turn leave as one packet. Self-contained, because its source text is put into pages.
 */
export function createIpcRenderer(codec: Codec, transmit: (text: string) => void) {
  const documentId = crypto.randomUUID();
  const listeners = new Map<string, { listener: Listener; once: boolean }[]>();
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  let queue: string[] = [];
  let lastId = 0;

  const flush = () => {
    const messages = queue;
    queue = [];
    transmit(`{"document":"${documentId}","messages":[${messages.join()}]}`);
  };
  const post = (message: FromPage) => {
    // Encoded at the call, as Electron clones at the call: what cannot be cloned is refused here.
    if (queue.push(codec.encode(message)) === 1) queueMicrotask(flush);
  };
  const add = (channel: string, listener: Listener, once: boolean) => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }]);
    return ipcRenderer;
  };
  const remove = (channel: string, listener: Listener) => {
    const kept = (listeners.get(channel) ?? []).filter((entry) => entry.listener !== listener);
    listeners.set(channel, kept);
    return ipcRenderer;
  };
  const refuse = (name: string) => () => {
    throw new Error(`ipcRenderer.${name} is not imitated by the stand-in.`);
  };
  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        post({ kind: 'invoke', id, channel, args });
        waiting.set(id, { resolve, reject });
      }),
    send: (channel: string, ...args: unknown[]) => post({ kind: 'send', channel, args }),
    on: (channel: string, listener: Listener) => add(channel, listener, false),
    once: (channel: string, listener: Listener) => add(channel, listener, true),
    addListener: (channel: string, listener: Listener) => add(channel, listener, false),
    off: remove,
    removeListener: remove,
    removeAllListeners: (channel: string) => listeners.delete(channel),
    listenerCount: (channel: string) => (listeners.get(channel) ?? []).length,
    sendSync: refuse('sendSync'),
    postMessage: refuse('postMessage'),
    sendToHost: refuse('sendToHost'),
  };

  const push = (channel: string, args: unknown[]) => {
    for (const { listener, once } of listeners.get(channel) ?? []) {
      if (once) remove(channel, listener);
      try {
        listener({ sender: ipcRenderer, ports: [] }, ...args);
      } catch (error) {
        reportError(error);
      }
    }
  };
  const receive = (message: Exclude<ToPage, { kind: 'state' }>) => {
    if (message.kind === 'push') return push(message.channel, message.args);
    if (message.document !== documentId) return;
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) call?.resolve(message.value);
    else call?.reject(message.value);
  };
  return { ipcRenderer, post, receive };
}
