import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import type { Identity } from './createIdentity.ts';

export type EavesdropperOptions = {
  /** What it shows as its own; `null` where it speaks no TLS. */
  identity: Identity | null;
  /** Whom it passes everything on to. Without one it says what `answer` is, or nothing. */
  upstream?: { port: number; secure: boolean };
  /** What it says to whatever it is told. */
  answer?: string;
  /** It takes the place of a server that was there. */
  port?: number;
};

export type Eavesdropper = Awaited<ReturnType<typeof createEavesdropper>>;

/** Somebody in between, who writes down every byte that an app says once whatever TLS there is has been taken off. */
export async function createEavesdropper({ identity, upstream, answer, port = 0 }: EavesdropperOptions) {
  const heard: Buffer[] = [];
  const open = new Set<Socket>();
  let connections = 0;
  let ended = 0;
  const server: Server = identity ? createTlsServer({ ...identity }) : createServer();
  // A handshake that the app breaks off.
  server.on('tlsClientError', () => undefined);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    keep(socket);
    socket.once('close', () => {
      ended += 1;
    });
  });
  server.on(identity ? 'secureConnection' : 'connection', (socket: Socket) => {
    keep(socket);
    socket.on('data', (bytes: Buffer) => {
      heard.push(bytes);
      if (answer !== undefined) socket.end(answer);
    });
    if (upstream !== undefined) passOn(socket, upstream);
  });

  function keep(socket: Socket): void {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => open.delete(socket));
  }

  function passOn(socket: Socket, { port: to, secure }: { port: number; secure: boolean }): void {
    const at = { host: '127.0.0.1', port: to };
    const onward = secure ? connectTls({ ...at, rejectUnauthorized: false }) : connect(at);
    keep(onward);
    socket.pipe(onward);
    onward.pipe(socket);
    onward.once('close', () => socket.destroy());
    socket.once('close', () => onward.destroy());
  }

  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as AddressInfo).port,
    /** All that it was told. */
    heard: (): string => Buffer.concat(heard).toString('latin1'),
    /** How often it was turned to, and how often that is over. */
    connections: () => ({ begun: connections, ended }),
    async close(): Promise<void> {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
