import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ParleyServer } from './broadcast/sockets.ts';
import { listenError } from './StartError.ts';
import { type Split, splitConnections } from './tls/splitConnections.ts';

/** An HTTP server that listens. Where it speaks TLS too, whoever connects waits until its `split` is opened. */
export type Listening = { http: HttpServer; split: Split | undefined; port: number };

export type ListenOptions = {
  host: string;
  /** 0 takes any free one. */
  port: number;
  isSecure: boolean;
  /** Who says nothing for so long is hung up on, in milliseconds, where it is for the first byte to say what they speak. */
  firstByteMs: number;
};

/** Rejects with `StartError`. */
export function listen({ host, port, isSecure, firstByteMs }: ListenOptions): Promise<Listening> {
  const http = createServer();
  const split = isSecure ? splitConnections(http, firstByteMs) : undefined;
  return new Promise((resolve, reject) => {
    const onError = (error: Error) => reject(listenError(error, host, port));
    http.once('error', onError);
    http.listen(port, host, () => {
      http.off('error', onError);
      resolve({ http, split, port: (http.address() as AddressInfo).port });
    });
  });
}

/** Gives the port up, before anyone was served. */
export function giveUp({ http, split }: Listening): void {
  http.close();
  split?.hangUp();
}

/** Lets every socket take what it is owed, then closes all. Clients find the link lost and come back by themselves. */
export async function hangUp(io: ParleyServer, { http, split }: Listening, graceMs: number): Promise<void> {
  const sockets = [...io.sockets.sockets.values()];
  const gone = sockets.map((socket) => new Promise((resolve) => socket.once('disconnect', resolve)));
  for (const socket of sockets) socket.conn.close();
  http.closeIdleConnections();
  let timer: NodeJS.Timeout | undefined;
  const grace = new Promise((resolve) => {
    timer = setTimeout(resolve, graceMs);
  });
  await Promise.race([Promise.all(gone), grace]);
  clearTimeout(timer);
  const closed = io.close();
  http.closeAllConnections();
  split?.hangUp();
  await closed;
}
