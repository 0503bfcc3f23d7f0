import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Pin } from '../../shared/model/trust.ts';
import { connectTrusted } from './connectTrusted.ts';

/** Every exchange has a connection of its own, which is checked. */
const alone = { keepAlive: false, maxCachedSessions: 0 };

/** What `node:http`, `node:https` and the sockets of `ws` open connections by, to servers that have to have this key. */
export function createAgent(secure: boolean, pin: Pin | null): HttpAgent {
  const agent = secure ? new HttpsAgent(alone) : new HttpAgent(alone);
  agent.createConnection = ({ host, port }, connected) => {
    // Node's types know of no failure, which comes without a socket.
    const failed = connected as ((error: Error) => void) | undefined;
    connectTrusted({ host: host ?? '', port: Number(port), secure }, pin).then(
      ({ socket }) => connected?.(null, socket),
      failed,
    );
    return undefined;
  };
  return agent;
}
