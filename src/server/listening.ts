import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ParleyServer } from './broadcast/sockets.ts';
import { admitToServer, type Crowd, createCrowd } from './crowd.ts';
import type { ConnectionLimits } from './limits.ts';
import { isLoopbackAddress } from './loopback.ts';
import { listenError } from './StartError.ts';
import { type Split, splitConnections } from './tls/splitConnections.ts';

/** An HTTP server that listens. Where it speaks TLS too, whoever connects waits until its `split` is opened. */
export type Listening = { http: HttpServer; split: Split | undefined; crowd: Crowd; port: number };

export type ListenOptions = {
  host: string;
  /** 0 takes any free one. */
  port: number;
  isSecure: boolean;
  /** Whether a proxy on this computer brings everyone. */
  behindProxy: boolean;
  limits: ConnectionLimits;
};

/** Rejects with `StartError`. */
export function listen({ host, port, isSecure, behindProxy, limits }: ListenOptions): Promise<Listening> {
  const { headersTimeoutMs, requestTimeoutMs } = limits;
  const http = createServer({
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.ceil(headersTimeoutMs / 4),
  });
  const split = isSecure ? splitConnections(http, limits.connectTimeoutMs) : undefined;
  const crowd = createCrowd(limits, (address) => behindProxy && isLoopbackAddress(address));
  admitToServer(http, crowd);
  return new Promise((resolve, reject) => {
    const onError = (error: Error) => reject(listenError(error, host, port));
    http.once('error', onError);
    http.listen(port, host, () => {
      http.off('error', onError);
      resolve({ http, split, crowd, port: (http.address() as AddressInfo).port });
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
