import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';
import { isLoopbackAddress } from '../loopback.ts';

/** The first byte of every TLS connection: a record of a handshake (RFC 8446 §5.1). No method of HTTP begins with it. */
const TLS_HANDSHAKE = 0x16;

/** Where the connections of one port go, each with nothing read from it. */
export type Ways = {
  /** TLS; whoever takes it gives it to `serve` once its handshake is done. */
  secure(socket: Socket): void;
  /** Plain HTTP from another computer: it is told why not, and reaches nothing else. */
  outside(socket: Socket): void;
};

export type Split = {
  /** Lets in who has connected until now, and who connects from now on. */
  open(ways: Ways): void;
  /** Gives a connection to the HTTP server: that of a TLS handshake which has succeeded. */
  serve(socket: Socket): void;
  /** Ends the connections that the HTTP server does not have. */
  hangUp(): void;
};

/**
 * Parts the connections of an HTTP server that is about to listen, by their first byte: on one port it speaks TLS, plain HTTP with this
 * computer itself, and says to anyone else who speaks plain HTTP what there is to be said. All that it serves, over TLS
 * or not, are connections of the one HTTP server, with its time limits and its list of them. Who says nothing for `waitMs`
 * milliseconds is hung up on.
 */
export function splitConnections(http: HttpServer, waitMs: number): Split {
  const listeners = http.listeners('connection');
  http.removeAllListeners('connection');
  const opened = Promise.withResolvers<Ways>();
  const unserved = new Map<string, Socket>();
  const serve = (socket: Socket): void => {
    unserved.delete(endsOf(socket));
    for (const listener of listeners) listener.call(http, socket);
  };

  async function part(socket: Socket): Promise<void> {
    const first = await firstByte(socket, waitMs);
    const { secure, outside } = await opened.promise;
    if (first === undefined || socket.destroyed) socket.destroy();
    else if (first === TLS_HANDSHAKE) secure(socket);
    else if (isLoopbackAddress(socket.remoteAddress ?? '')) serve(socket);
    else outside(socket);
  }

  http.on('connection', (socket: Socket) => {
    const ends = endsOf(socket);
    unserved.set(ends, socket);
    socket.once('close', () => {
      if (unserved.get(ends) === socket) unserved.delete(ends);
    });
    // A connection that breaks has ended: nothing else is to be done, and Node wants somebody to hear of it.
    socket.on('error', () => undefined);
    void part(socket);
  });
  return {
    open: opened.resolve,
    serve,
    hangUp() {
      for (const socket of unserved.values()) socket.destroy();
    },
  };
}

/** What tells a connection from all others, and is the same of the TLS connection on it. */
const endsOf = ({ remoteAddress, remotePort, localAddress }: Socket): string =>
  `${remoteAddress} ${remotePort} ${localAddress}`;

/** The first byte that comes, which stays to be read; `undefined` when none does. */
function firstByte(socket: Socket, waitMs: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const settle = (byte: number | undefined): void => {
      socket.setTimeout(0);
      socket.off('readable', look).off('end', giveUp).off('close', giveUp).off('timeout', giveUp);
      resolve(byte);
    };
    const giveUp = () => settle(undefined);
    const look = () => {
      const chunk: Buffer | null = socket.read();
      if (chunk === null) return;
      socket.unshift(chunk);
      settle(chunk[0]);
    };
    socket.setTimeout(waitMs);
    socket.on('readable', look).on('end', giveUp).on('close', giveUp).on('timeout', giveUp);
  });
}
