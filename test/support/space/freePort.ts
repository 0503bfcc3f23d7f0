import { once } from 'node:events';
import { createServer } from 'node:net';

/** Ports that no system gives to who asks for any. */
const PORTS = { from: 10_000, to: 32_000 };

/**
 * A port that nobody listens at, for a server that comes back to it: while it is down, nobody's outgoing connection takes it, not
 * even one of those that try to reach it, as may happen to a port that a system chose.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const server = createServer();
    const port = PORTS.from + Math.floor(Math.random() * (PORTS.to - PORTS.from));
    const listening = once(server, 'listening').catch(() => undefined);
    server.listen(port, '0.0.0.0');
    if ((await listening) === undefined) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
