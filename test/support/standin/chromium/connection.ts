import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** The parameters or the result of one message of the Chrome DevTools Protocol. */
export type CdpObject = Record<string, unknown>;
type Incoming = {
  id?: number;
  method?: string;
  params?: CdpObject;
  result?: CdpObject;
  sessionId?: string;
  error?: { message: string };
};
type Waiting = { method: string; resolve: (result: CdpObject) => void; reject: (error: Error) => void };

/** Messages to one target, or to the browser itself; protocol events are emitted under their method's name. */
export class CdpSession extends EventEmitter {
  readonly #connection: CdpConnection;
  readonly #id: string | undefined;

  constructor(connection: CdpConnection, id?: string) {
    super();
    this.#connection = connection;
    this.#id = id;
  }

  /** Sends one command; rejects with the protocol's message, or when the browser or the target goes away. */
  send<Result = CdpObject>(method: string, params: CdpObject = {}): Promise<Result> {
    return this.#connection.send(method, params, this.#id) as Promise<Result>;
  }
}

/**
 * The DevTools protocol over a pair of pipes (`--remote-debugging-pipe`): JSON messages, each ended by a NUL.
 * Chromium quits when the pipes close, so no browser outlives this process, not even after `kill -9`.
 */
export class CdpConnection {
  readonly browser = new CdpSession(this);
  readonly #write: Writable;
  readonly #sessions = new Map<string, CdpSession>();
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #parts: Buffer[] = [];
  #closed = false;

  constructor(write: Writable, read: Readable) {
    this.#write = write;
    read.on('data', (chunk: Buffer) => this.#take(chunk));
    read.on('close', () => this.#close());
    write.on('error', () => this.#close());
  }

  /** Opens a session on a target, which must exist. */
  async attach(targetId: string): Promise<CdpSession> {
    const { sessionId } = await this.browser.send<{ sessionId: string }>('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    const session = new CdpSession(this, sessionId);
    this.#sessions.set(sessionId, session);
    return session;
  }

  send(method: string, params: CdpObject, sessionId?: string): Promise<CdpObject> {
    if (this.#closed) return Promise.reject(new Error(`${method}: the browser is closed`));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { method, resolve, reject });
      this.#write.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    });
  }

  #take(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(0, from); end !== -1; end = chunk.indexOf(0, from)) {
      this.#parts.push(chunk.subarray(from, end));
      const text = Buffer.concat(this.#parts).toString('utf8');
      this.#parts = [];
      from = end + 1;
      this.#dispatch(JSON.parse(text));
    }
    if (from < chunk.length) this.#parts.push(chunk.subarray(from));
  }

  #dispatch(message: Incoming): void {
    if (message.id !== undefined) this.#answer(message.id, message);
    if (message.method === 'Target.detachedFromTarget') this.#detach(String(message.params?.['sessionId']));
    const session = message.sessionId === undefined ? this.browser : this.#sessions.get(message.sessionId);
    if (message.method !== undefined) session?.emit(message.method, message.params ?? {});
  }

  #answer(id: number, message: Incoming): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (message.error) waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`));
    else waiting?.resolve(message.result ?? {});
  }

  #detach(sessionId: string): void {
    this.#sessions.get(sessionId)?.emit('detached');
    this.#sessions.delete(sessionId);
  }

  #close(): void {
    this.#closed = true;
    for (const { method, reject } of this.#waiting.values())
      reject(new Error(`${method}: the browser is closed`));
    this.#waiting.clear();
  }
}
