import { z } from 'zod';
import type { RefusalCode } from '../../shared/protocol/errors.ts';
import { isNoticeName } from '../../shared/protocol/requests.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import type { Tokens } from '../auth/createTokens.ts';
import { shutOut } from '../auth/shutOut.ts';
import type { Clock } from '../clock.ts';
import type { Space } from '../createSpace.ts';
import type { Metrics } from '../http/createMetrics.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/Store.ts';
import { type Asked, acknowledge } from './acknowledge.ts';
import { webSocketConnection } from './connection.ts';
import { sessionRoom } from './createSocketRooms.ts';
import type { Device } from './Rooms.ts';
import type { ParleyServer, ParleySocket } from './sockets.ts';

/** A socket hears of requests it made in vain at most this often, in milliseconds. */
const REFUSED_EVERY_MS = 1000;

export type BindingOptions = {
  io: ParleyServer;
  space: Space;
  store: Store;
  tokens: Tokens;
  metrics: Metrics;
  clock: Clock;
  log: Log;
  isClosing(): boolean;
};

/** Lets sockets in, and carries what they ask to the space and its answers back. */
export function bindSockets(options: BindingOptions): void {
  const { io, metrics, log } = options;
  io.use((socket, next) => {
    admit(options, socket).then(
      (admitted) => {
        if ('device' in admitted) {
          socket.data.device = admitted.device;
          socket.data.connection = webSocketConnection(socket);
          socket.data.underWay = 0;
          socket.data.isGathering = false;
          next();
          return;
        }
        metrics.count('refused_connections', admitted.code);
        next(Object.assign(new Error(admitted.message), { data: { code: admitted.code } }));
      },
      (error: unknown) => {
        log.error({ err: error }, 'A connection could not be judged.');
        next(new Error('Something went wrong in the server.'));
      },
    );
  });
  io.on('connection', (socket) => bindSocket(options, socket));
}

const handshakeSchema = z.object({
  token: z.string().optional(),
  protocol: z.int().optional(),
});

type Refusal = { code: RefusalCode; message: string };

async function admit(
  { tokens, store, isClosing }: BindingOptions,
  socket: ParleySocket,
): Promise<{ device: Device } | Refusal> {
  if (isClosing()) return { code: 'shutting_down', message: 'The server is closing.' };
  const handshake = handshakeSchema.safeParse(socket.handshake.auth);
  if (!handshake.success) return { code: 'unauthorized', message: 'auth must hold {token, protocol}.' };
  const { token = bearerOf(socket), protocol = PROTOCOL_VERSION } = handshake.data;
  if (protocol < PROTOCOL_VERSION) return { code: 'client_too_old', message: 'This app is too old here.' };
  if (protocol > PROTOCOL_VERSION) return { code: 'server_too_old', message: 'This server is too old.' };
  const check = tokens.check(token);
  if (!check.ok && check.reason === 'expired')
    return { code: 'token_expired', message: 'The token has expired.' };
  if (!check.ok) return { code: 'unauthorized', message: 'A valid access token is needed.' };
  const { userId, sessionId } = check.bearer;
  const user = await store.user(userId);
  if (user?.state === 'banned') return { code: 'banned', message: shutOut(user).message };
  if (user?.state === 'deactivated') return { code: 'unauthorized', message: shutOut(user).message };
  if ((await store.sessionUser(sessionId))?.id !== userId)
    return { code: 'unauthorized', message: 'This session has ended.' };
  return { device: { id: socket.id, userId, sessionId } };
}

const bearerOf = (socket: ParleySocket): string =>
  /^Bearer +(\S+)$/i.exec(socket.handshake.headers.authorization ?? '')?.[1] ?? '';

/** Everything is registered before anything is awaited: a packet may come at once. */
function bindSocket({ space, store, metrics, clock, log }: BindingOptions, socket: ParleySocket): void {
  const { device } = socket.data;
  const refuse = createRefuser(socket, clock);
  socket.onAny((event: unknown, ...rest: unknown[]) => {
    // Socket.IO lets an event be called by a number as well.
    const name = String(event);
    const { asked, values } = readRequest(rest);
    // Exactly one value is a payload; none or several are not what any request takes.
    const payload = values.length === 1 ? values[0] : values;
    if (asked) {
      socket.data.underWay += 1;
      void space.request(device, name, payload).then((answer) => {
        socket.data.underWay -= 1;
        metrics.count('requests', answer.ok ? 'ok' : answer.error.code);
        acknowledge(socket, asked, answer);
      });
    } else if (isNoticeName(name)) space.notice(device, name, payload);
    else {
      metrics.count('unacknowledged');
      refuse();
    }
  });
  socket.on('disconnect', () => space.disconnect(device));

  void socket.join(sessionRoom(device.sessionId));
  connect().catch((error: unknown) => {
    log.error({ err: error, userId: device.userId }, 'A device could not be connected.');
    socket.disconnect(true);
  });

  async function connect(): Promise<void> {
    await space.connect(device);
    // The session may have ended between its check and the joining of its room.
    if (!(await store.sessionUser(device.sessionId))) socket.disconnect(true);
  }
}

/** What came with a request's name: a request that wants an answer ends with its number and a function. */
function readRequest(rest: unknown[]): { asked: Asked | undefined; values: unknown[] } {
  const answer = rest.at(-1);
  if (typeof answer !== 'function') return { asked: undefined, values: rest };
  return {
    asked: { number: Number(rest.at(-2)), answer: answer as Asked['answer'] },
    values: rest.slice(0, -2),
  };
}

/** Tells a socket, now and then, how many of its requests were dropped. */
function createRefuser(socket: ParleySocket, clock: Clock): () => void {
  let dropped = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  return () => {
    dropped += 1;
    if (clock.now() - toldAt < REFUSED_EVERY_MS) return;
    socket.emit('refused', { dropped, message: 'Requests need an acknowledgement function.' });
    toldAt = clock.now();
    dropped = 0;
  };
}
