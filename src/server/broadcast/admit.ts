import type { Socket } from 'socket.io';
import { z } from 'zod';
import { parseUntrusted } from '../../shared/model/parseUntrusted.ts';
import type { User } from '../../shared/model/user.ts';
import type { RefusalCode } from '../../shared/protocol/errors.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';
import type { Tokens } from '../auth/createTokens.ts';
import { shutOut } from '../auth/shutOut.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Store } from '../store/Store.ts';
import { webSocketConnection } from './connection.ts';
import type { Device } from './Rooms.ts';
import type { ParleySocket } from './sockets.ts';

const handshakeSchema = z.object({
  token: z.string().optional(),
  protocol: z.int().optional(),
});

/** Who asks to be let in, to any namespace. */
type Knocking = Pick<Socket, 'id' | 'handshake'>;
export type DoorOptions = { tokens: Tokens; store: Store; isClosing(): boolean };
export type Admitted = { device: Device; user: User };
export type Refusal = { code: RefusalCode; message: string };

/** Who a socket is, by its token, or why it is not let in. */
async function admit(
  { tokens, store, isClosing }: DoorOptions,
  { id, handshake: { auth, headers } }: Knocking,
): Promise<Admitted | Refusal> {
  if (isClosing()) return { code: 'shutting_down', message: 'The server is closing.' };
  const handshake = parseUntrusted(handshakeSchema, auth);
  if (!handshake.success) return { code: 'unauthorized', message: 'auth must hold {token, protocol}.' };
  const { token = bearerOf(headers.authorization), protocol = PROTOCOL_VERSION } = handshake.data;
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
  if (user === undefined || (await store.sessionUser(sessionId))?.id !== userId)
    return { code: 'unauthorized', message: 'This session has ended.' };
  return { device: { id, userId, sessionId }, user };
}

const bearerOf = (authorization = ''): string => /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';

export type GateOptions = DoorOptions & { metrics: Metrics; log: Log };

/**
 * A namespace's middleware: lets in who `admit` does, unless `refuse` says otherwise, and notes on the socket who it is.
 * A connection is one device.
 */
export function createGate(
  options: GateOptions,
  refuse: (admitted: Admitted) => Refusal | undefined = () => undefined,
) {
  const { metrics, log } = options;
  /** Connections on which somebody is in, or about to be. */
  const taken = new WeakSet<ParleySocket['conn']>();
  return (socket: ParleySocket, decide: (error?: Error) => void): void => {
    const { conn } = socket;
    // Socket.IO ends a connection on which somebody comes in twice, but not while the first one is being judged.
    if (taken.has(conn)) return void conn.close();
    taken.add(conn);
    socket.once('disconnect', () => taken.delete(conn));
    const next = (error?: Error): void => {
      if (error !== undefined) taken.delete(conn);
      decide(error);
    };
    admit(options, socket).then(
      (found) => {
        const refusal = 'device' in found ? refuse(found) : found;
        if (refusal === undefined && 'device' in found) {
          socket.data = dataOf(socket, found.device);
          next();
        } else if (refusal !== undefined) {
          metrics.connectionRefused(refusal.code);
          next(Object.assign(new Error(refusal.message), { data: { code: refusal.code } }));
        }
      },
      (error: unknown) => {
        log.error({ err: error }, 'A connection could not be judged.');
        next(new Error('Something went wrong in the server.'));
      },
    );
  };
}

const dataOf = (socket: ParleySocket, device: Device): ParleySocket['data'] => ({
  device,
  connection: webSocketConnection(socket),
  queuedBytes: 0,
  underWay: 0,
  isGathering: false,
});
