import { isNoticeName, isRequestName } from '../../shared/protocol/requests.ts';
import type { Clock } from '../clock.ts';
import type { Space } from '../createSpace.ts';
import type { Crowd } from '../crowd.ts';
import { type Asked, acknowledge } from './acknowledge.ts';
import { createGate, type GateOptions } from './admit.ts';
import { boundBacklog } from './boundBacklog.ts';
import { sessionRoom } from './createSocketRooms.ts';
import type { ParleyServer, ParleySocket } from './sockets.ts';

/** A socket hears of requests it made in vain at most this often, in milliseconds. */
const REFUSED_EVERY_MS = 1000;

export type BindingOptions = GateOptions & {
  io: ParleyServer;
  space: Space;
  /** Told on which connections somebody has signed in. */
  crowd: Pick<Crowd, 'know'>;
  clock: Clock;
  /** How much may wait for one socket, in bytes. */
  maxBacklogBytes: number;
};

/** Lets sockets in, and carries what they ask to the space and its answers back. */
export function bindSockets(options: BindingOptions): void {
  const { io } = options;
  io.use(createGate(options));
  io.on('connection', (socket) => bindSocket(options, socket));
}

/** Everything is registered before anything is awaited: a packet may come at once. */
function bindSocket(
  { space, store, crowd, metrics, clock, log, maxBacklogBytes }: BindingOptions,
  socket: ParleySocket,
): void {
  const { device } = socket.data;
  crowd.know(socket.conn.request.socket);
  const backlog = boundBacklog(socket, {
    maxBytes: maxBacklogBytes,
    onCutOff(waitingBytes) {
      metrics.slowReader();
      log.warn({ userId: device.userId, waitingBytes }, 'A device that did not read was cut off.');
    },
  });
  const refuse = createRefuser(socket, clock);
  socket.onAny((event: unknown, ...rest: unknown[]) => {
    // Socket.IO lets an event be called by a number as well.
    const name = String(event);
    const { asked, values } = readRequest(rest);
    // Exactly one value is a payload; none or several are not what any request takes.
    const payload = values.length === 1 ? values[0] : values;
    if (asked) {
      if (!backlog.mayAsk()) return;
      socket.data.underWay += 1;
      const askedAt = performance.now();
      void space.request(device, name, payload).then((answer) => {
        socket.data.underWay -= 1;
        acknowledge(socket, asked, answer);
        const seconds = (performance.now() - askedAt) / 1000;
        metrics.answered(nameOf(name), answer.ok ? 'ok' : answer.error.code, seconds);
      });
    } else if (isNoticeName(name)) space.notice(device, name, payload);
    else {
      metrics.unacknowledged();
      refuse();
    }
  });
  log.debug({ userId: device.userId, device: device.id }, 'Connected.');
  socket.on('disconnect', (why) => {
    log.debug({ userId: device.userId, device: device.id, why }, 'Disconnected.');
    space.disconnect(device);
  });

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

/** What a request is counted as: whoever makes names up does not make the server count each. */
const nameOf = (name: string): string => (isRequestName(name) ? name : 'unknown');

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
