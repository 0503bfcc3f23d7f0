import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server that lets through what goes up, and what comes down while it is open. */
export async function createSluice(target: string) {
  const { hostname, port } = new URL(target);
  const below = new Set<Socket>();
  let isOpen = true;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    below.add(upstream);
    client.pipe(upstream);
    upstream.on('data', (chunk) => client.write(chunk));
    if (!isOpen) upstream.pause();
    const end = () => {
      below.delete(upstream);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) socket.on('close', end).on('error', end);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Nothing comes down any more, as to one that does not read. */
    shut(): void {
      isOpen = false;
      for (const socket of below) socket.pause();
    },
    open(): void {
      isOpen = true;
      for (const socket of below) socket.resume();
    },
    async close(): Promise<void> {
      for (const socket of below) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
