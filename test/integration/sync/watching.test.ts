import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { afterEach, describe, expect, it } from 'vitest';
import type { Link, LinkEnd } from '../../../src/client/connection/Transport.ts';
import { createTransports } from '../../../src/main/trust/createTransports.ts';
import { ADMIN_NAMESPACE } from '../../../src/shared/protocol/admin.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A server that lets everyone watch, and remembers with what token each time. */
async function open() {
  const http = createServer();
  const server = new Server(http);
  servers.push(server);
  const tokens: unknown[] = [];
  server.of(ADMIN_NAMESPACE).use((socket, next) => {
    tokens.push(socket.handshake.auth['token']);
    next();
  });
  const watching = () => server.of(ADMIN_NAMESPACE).sockets.size;
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  const { port } = http.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, tokens, watching };
}

describe('watching over the link that there is', () => {
  it('asks once each time, with the token of that time, and leaves the link alone', async () => {
    const { url, tokens, watching } = await open();
    const ends: LinkEnd[] = [];
    const link = await new Promise<Link>((opened) => {
      const made = createTransports()(null).open(url, 'of the link', {
        onOpen: () => opened(made),
        onEnd: (why) => ends.push(why),
        onEvents: () => {},
        onSignals: () => {},
      });
    });
    const watcher = { onFigures: () => {}, onEnd: () => {} };
    for (const token of ['first', 'second', 'third']) {
      const end = link.watch(token, watcher);
      await expect.poll(watching).toBe(1);
      end();
      await expect.poll(watching).toBe(0);
    }
    expect(tokens).toEqual(['first', 'second', 'third']);
    expect(ends).toEqual([]);
    link.close();
  });
});
