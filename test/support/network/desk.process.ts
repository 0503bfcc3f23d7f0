import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { createServer as createTlsServer } from 'node:tls';
import { z } from 'zod';
import { systemClock } from '../../../src/main/clock.ts';
import { createBonjour } from '../../../src/main/discovery/bonjour.ts';
import { openSpaces, type Spaces } from '../../../src/main/spaces/openSpaces.ts';
import { watchNetwork } from '../../../src/main/spaces/watchNetwork.ts';
import type { Surroundings } from '../../../src/shared/ipc/views.ts';
import type { SpaceId } from '../../../src/shared/model/ids.ts';
import type { Pin } from '../../../src/shared/model/trust.ts';
import { contextOf } from '../space/contextOf.ts';
import { createIdentity } from '../tls/createIdentity.ts';

/**
 * The desktop app's main process without its windows, on whichever network this process is on: all of `openSpaces`, put together as
 * `src/main/index.ts` does. It is told what to do by messages of its parent.
 */
const [dataFolder = '', webFolder = ''] = process.argv.slice(2);
const log = {
  warn: (what: string, detail?: unknown) => console.error('warn', what, detail),
  error: (what: string, detail?: unknown) => console.error('error', what, detail),
};
let app: { spaces: Spaces; stopWatching(): void } | undefined;
let around: Surroundings | undefined;
let other: Socket | undefined;
const overheard = { connections: 0, text: '' };

function spaces(): Spaces {
  if (app === undefined) throw new Error('The app does not run.');
  return app.spaces;
}

async function generalOf(spaceId: SpaceId) {
  const engine = await spaces().engine(spaceId);
  const general = (await engine.content()).conversations.find(({ everyone }) => everyone);
  if (general === undefined) throw new Error('There is no #general yet.');
  return { engine, conversationId: general.id };
}

/** What the parent may have done here. */
const calls = {
  async start(): Promise<void> {
    const opened = await openSpaces(
      contextOf(dataFolder, webFolder, {
        ...{ networkInterfaces, log, random: Math.random },
        multicast: createBonjour({ networkInterfaces, log }),
        onDelta(delta) {
          if (delta.type === 'nearby.changed') around = delta.surroundings;
        },
      }),
    );
    opened.open();
    const stopWatching = watchNetwork(networkInterfaces, systemClock, () => {
      opened.networkChanged();
      opened.reconnect();
    });
    app = { spaces: opened, stopWatching };
  },

  async quit(): Promise<void> {
    app?.stopWatching();
    await app?.spaces.close();
    app = undefined;
  },

  async watch(on: boolean): Promise<void> {
    around = await spaces().watchNearby({ on });
  },
  around: async () => around?.spaces ?? [],
  addresses: async () => around?.addresses ?? [],
  canLook: async () => around?.canLook ?? false,
  views: async () => spaces().views(),
  host: (input: Parameters<Spaces['host']>[0]) => spaces().host(input),
  invite: (spaceId: SpaceId) => spaces().invite({ spaceId }),
  probe: (input: Parameters<Spaces['probe']>[0]) => spaces().probe(input),
  join: (input: Parameters<Spaces['join']>[0]) => spaces().join(input),
  test: (input: Parameters<Spaces['test']>[0]) => spaces().test(input),
  configureHosting: (input: Parameters<Spaces['configureHosting']>[0]) => spaces().configureHosting(input),
  startHosting: (input: Parameters<Spaces['startHosting']>[0]) => spaces().startHosting(input),

  async say(spaceId: SpaceId, text: string): Promise<void> {
    const { engine, conversationId } = await generalOf(spaceId);
    await engine.sendMessage({ conversationId, text });
  },

  async texts(spaceId: SpaceId): Promise<string[]> {
    const { engine, conversationId } = await generalOf(spaceId);
    return (await engine.page({ conversationId, limit: 100 })).messages.map(({ text }) => text);
  },

  /** Another program has the port of multicast DNS for itself, or gives it up. */
  async keepFromLooking(isKept: boolean): Promise<void> {
    if (!isKept) return void other?.close();
    other = createSocket({ type: 'udp4', reuseAddr: false }).bind(5353, '0.0.0.0');
    await once(other, 'listening');
  },

  /** Says that a space is here which is not, with a server that has a key of its own and keeps what it is told. */
  async lie(spaceId: SpaceId, pin: Pin | null, port: number): Promise<void> {
    const server = createTlsServer(createIdentity());
    server.on('connection', () => {
      overheard.connections += 1;
    });
    server.on('secureConnection', (socket) => {
      socket.on('data', (bytes) => {
        overheard.text += bytes.toString('latin1');
      });
      socket.on('error', () => undefined);
    });
    server.on('tlsClientError', () => undefined);
    server.listen(port, '0.0.0.0');
    await once(server, 'listening');
    createBonjour({ networkInterfaces, log }).announce({ spaceId, name: 'Garden', port, protocol: 1, pin });
  },
  overheard: async () => overheard,

  /** Another program takes a port. */
  async takePort(port: number): Promise<void> {
    const server = createServer().listen(port, '0.0.0.0');
    await once(server, 'listening');
  },
};
export type DeskCalls = typeof calls;

const messageSchema = z.object({
  id: z.int(),
  name: z.enum(Object.keys(calls) as (keyof DeskCalls)[]),
  args: z.array(z.unknown()),
});

process.on('message', async (message) => {
  const { id, name, args } = messageSchema.parse(message);
  const call = calls[name] as (...args: unknown[]) => Promise<unknown>;
  try {
    process.send?.({ id, ok: true, data: await call(...args) });
  } catch (error) {
    const { message: text, code } = error as Error & { code?: string };
    process.send?.({ id, ok: false, error: `${name}: ${code ?? ''} ${text}` });
  }
});
// Whoever told it what to do is gone.
process.on('disconnect', () => process.exit());
process.send?.({ id: 0, ok: true });
