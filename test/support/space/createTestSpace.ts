import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, type ServerOptions, startServer } from '../../../src/server/startServer.ts';
import { freePort } from './freePort.ts';
import { RawClient } from './RawClient.ts';

/** Hashing that takes no time: what it costs is no part of these tests. */
export const cheapPasswords = { N: 16, r: 1, p: 1 };

/** A real server on real files, which anyone may register at. `dispose` stops it and removes its folder. */
export async function createTestSpace(options: Partial<ServerOptions> = {}) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'parley-space-'));
  const clients = new Set<RawClient>();
  const ownPort = options.port ?? (await freePort());
  /** Again on the same files, at the port that it had before unless another is named. */
  const start = (port = ownPort): Promise<RunningServer> =>
    startServer({
      dataFolder,
      host: '127.0.0.1',
      registration: 'open',
      passwordCost: cheapPasswords,
      ...options,
      port,
    });
  const server = await start();
  return {
    server,
    dataFolder,
    start,
    /** Registers someone and connects one device of theirs. */
    async enter(username: string): Promise<RawClient> {
      const client = await RawClient.register(server.url, username);
      clients.add(client);
      await client.connect();
      return client;
    },
    async dispose(): Promise<void> {
      for (const client of clients) client.close();
      await server.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
