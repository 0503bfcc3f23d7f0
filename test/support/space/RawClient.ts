import { io, type ManagerOptions, type Socket } from 'socket.io-client';
import type { ConversationId } from '../../../src/shared/model/ids.ts';
import { type Envelope, envelopeSchema } from '../../../src/shared/protocol/events.ts';
import { type Session, sessionSchema } from '../../../src/shared/protocol/http.ts';
import {
  type Acknowledgement,
  acknowledgementSchema,
  type Payload,
  type Reply,
  type RequestName,
  replySchema,
} from '../../../src/shared/protocol/requests.ts';

const ACK_TIMEOUT_MS = 60_000;

/** Posts JSON, whatever it is, and gives back status and body. */
export async function post(url: string, path: string, body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${url}${path}`, { method: 'POST', body: text });
  return { status: response.status, text: await response.text() };
}

/** Connects with these credentials; rejects with the code that the server refuses with. */
export function openSocket(
  url: string,
  auth: object,
  extraHeaders: Record<string, string> = {},
  more: Partial<ManagerOptions> = {},
): Promise<Socket> {
  const socket = io(url, {
    auth,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders,
    ...more,
  });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', (error) => {
      socket.close();
      reject(new Error('data' in error ? JSON.stringify(error.data) : error.message));
    });
  });
}

/** A stranger's client: Socket.IO as it comes, with nothing of our engine. */
export class RawClient {
  readonly session: Session;
  readonly events: Envelope[] = [];
  readonly #url: string;
  #socket: Socket | undefined;

  constructor(url: string, session: Session) {
    this.#url = url;
    this.session = session;
  }

  static async register(url: string, username: string): Promise<RawClient> {
    const account = { username, displayName: username, password: 'correct horse' };
    const { text } = await post(url, '/api/auth/register', account);
    return new RawClient(url, sessionSchema.parse(JSON.parse(text)));
  }

  get userId(): Session['user']['id'] {
    return this.session.user.id;
  }

  get socket(): Socket {
    if (!this.#socket) throw new Error('This client is not connected.');
    return this.#socket;
  }

  /** Connects, to another address and with other options too; what comes down from then on is kept in `events`. */
  async connect(url = this.#url, more: Partial<ManagerOptions> = {}): Promise<void> {
    this.#socket = await openSocket(url, { token: this.session.accessToken, protocol: 1 }, {}, more);
    this.#socket.on('events', (events: unknown[]) => {
      this.events.push(...events.map((event) => envelopeSchema.parse(event)));
    });
  }

  close(): void {
    this.#socket?.close();
  }

  /** Sends anything under any name; rejects when no answer comes. */
  async send(name: string, payload: unknown): Promise<Acknowledgement> {
    return acknowledgementSchema.parse(await this.socket.timeout(ACK_TIMEOUT_MS).emitWithAck(name, payload));
  }

  /** Asks what must be granted. */
  async ask<N extends RequestName>(name: N, payload: Payload<N>): Promise<Reply<N>> {
    const answer = await this.send(name, payload);
    if (!answer.ok) throw new Error(`${name} was refused: ${answer.error.code} ${answer.error.message}`);
    return replySchema(name).parse(answer.data);
  }

  /** The code that something is refused with, `granted` when it is not. */
  async codeOf(name: string, payload: unknown): Promise<string> {
    const answer = await this.send(name, payload);
    return answer.ok ? 'granted' : answer.error.code;
  }

  /** The id of `#general`. */
  async general(): Promise<ConversationId> {
    const { streams } = await this.ask('sync', { cursors: {} });
    for (const { snapshot } of streams)
      if (snapshot?.kind === 'conversation' && snapshot.conversation.everyone)
        return snapshot.conversation.id;
    throw new Error('There is no #general.');
  }
}
