import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Server } from 'socket.io';
import type { SpaceId } from '../shared/model/ids.ts';
import type { Health, Registration, SocketHealth } from '../shared/protocol/http.ts';
import { PROTOCOL_VERSION } from '../shared/protocol/version.ts';
import { type AdminSocket, openAdminSocket } from './admin/adminSocket.ts';
import { runCommand } from './admin/commands.ts';
import { countRooms } from './admin/createFigures.ts';
import { openAdminNamespace } from './admin/openAdminNamespace.ts';
import { createAuth } from './auth/createAuth.ts';
import { createPasswords, defaultPasswordCost, type PasswordCost } from './auth/createPasswords.ts';
import { createSenders } from './auth/createSenders.ts';
import { createSpokenCodes } from './auth/createSpokenCodes.ts';
import { createTokens } from './auth/createTokens.ts';
import { type BackupSettings, createBackups } from './backup/createBackups.ts';
import { bindSockets } from './broadcast/bindSockets.ts';
import { createSocketRooms } from './broadcast/createSocketRooms.ts';
import { parser } from './broadcast/parser.ts';
import type { ParleyServer } from './broadcast/sockets.ts';
import { systemClock } from './clock.ts';
import { createSpace } from './createSpace.ts';
import { createApp } from './http/createApp.ts';
import { createMetrics } from './http/createMetrics.ts';
import { createOrigins, type Origins } from './http/origins.ts';
import { type ConnectionLimits, type LimitSettings, limitsWith } from './limits.ts';
import { countingLog, type Log, silentLog } from './log.ts';
import { openFolder } from './openFolder.ts';
import { readWebFiles, type WebFiles } from './pages/readWebFiles.ts';
import { listenError } from './StartError.ts';

export { StartError, type StartErrorCode } from './StartError.ts';

export type ServerOptions = {
  /** Made when it is missing, and held for this process alone. */
  dataFolder: string;
  host: string;
  /** 0 takes any free one. */
  port: number;
  /** The space's name; without it, it keeps the one it has. */
  name?: string | undefined;
  /** Who may make an account after the first: `invite` unless told otherwise. */
  registration?: Registration;
  /** What the first account, which owns the space, has to give as its invite; without it the first to come does. */
  setupCode?: string | undefined;
  /** What differs from the usual limits. */
  limits?: LimitSettings;
  /** Whether a proxy on this computer says, by `X-Forwarded-For`, where requests come from. */
  behindProxy?: boolean;
  /** Origins of pages elsewhere that may talk to it, such as `https://chat.example.org`; none unless told. */
  origins?: readonly string[];
  /** Where the built web client is; without it, or if nothing is built there, `/` says that there is none. */
  webFolder?: string | undefined;
  /** Where the space is backed up to by itself; without it, it is not. */
  backups?: BackupSettings | undefined;
  passwordCost?: PasswordCost;
  log?: Log;
  /** The app's version, told by `/health`. */
  version?: string;
};

export type RunningServer = {
  /** `http://host:port`, as it was told to listen. */
  url: string;
  port: number;
  spaceId: SpaceId;
  /** Whether nobody had an account when it started. */
  isNew: boolean;
  /** Sockets connected now. */
  connections(): number;
  /** Finishes what was accepted, refuses the rest, and gives up port and folder. */
  close(): Promise<void>;
};

/** Starts a space's server. Rejects with `StartError`, having changed nothing. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { webFolder } = options;
  // Before anyone can ask: from `listen` on nothing is waited for until there is somebody who answers.
  const web: WebFiles = webFolder === undefined ? new Map() : await readWebFiles(webFolder);
  const http = createServer();
  // Before the folder is touched: a taken port must leave no trace.
  await listen(http, options.host, options.port);
  try {
    return await serve(http, options, web);
  } catch (error) {
    http.close();
    throw error;
  }
}

async function serve(http: HttpServer, options: ServerOptions, web: WebFiles): Promise<RunningServer> {
  const { host, dataFolder } = options;
  const clock = systemClock;
  const startedAt = clock.now();
  const uptimeSeconds = () => (clock.now() - startedAt) / 1000;
  const { limits, connection } = limitsWith(options.limits ?? {});
  const origins = createOrigins(options.origins ?? [], [hostname()]);
  const io = createSockets(connection, origins);
  const connections = () => io.sockets.sockets.size;
  const metrics = createMetrics({ connections, rooms: () => countRooms(io), uptimeSeconds });
  const log = countingLog(options.log ?? silentLog, metrics);
  const folder = openFolder(dataFolder, { clock, name: options.name, onCommitted: metrics.committed });
  const { store } = folder;
  const tokens = createTokens(folder.key);
  let isClosing = false;
  const gate = { io, store, tokens, metrics, clock, log, isClosing: () => isClosing };
  const watch = openAdminNamespace(gate);
  const rooms = createSocketRooms(io);
  const passwords = createPasswords(options.passwordCost ?? defaultPasswordCost);
  const spokenCodes = createSpokenCodes({ store, clock, log, pin: null });
  const space = createSpace({
    ...{ store, rooms, clock, limits, log, metrics, passwords, spokenCodes },
    onCommitted: watch.heard,
  });
  bindSockets({ ...gate, space, maxBacklogBytes: connection.maxBacklogBytes });

  const { registration = 'invite', setupCode } = options;
  const auth = createAuth({
    ...{ store, passwords, spokenCodes, tokens, clock, limits, metrics, registration, setupCode },
  });
  const health = async (): Promise<Health> => ({
    status: 'ok',
    name: store.name,
    ...store.identity,
    version: options.version ?? '0.0.0',
    protocol: PROTOCOL_VERSION,
    connections: connections(),
    uptimeSeconds: uptimeSeconds(),
    isNew: !(await store.hasAccounts()),
    registration,
    pin: null,
  });
  const socketHealth = (): SocketHealth => ({
    status: 'ok',
    connections: connections(),
    rooms: countRooms(io),
  });
  const { maxBodyBytes } = connection;
  const notifying = { senders: createSenders({ store, tokens, clock, limits, metrics }), store };
  const { behindProxy = false, webFolder } = options;
  if (web.size === 0 && webFolder !== undefined) log.warn({ webFolder }, 'No web client is built here.');
  const app = createApp({
    ...{ auth, notifying, health, socketHealth, metrics, origins, web, behindProxy, maxBodyBytes, log },
  });
  http.on(
    'request',
    getRequestListener((request, env) => app.fetch(request, env as HttpBindings)),
  );
  io.attach(http);

  const backups =
    options.backups &&
    createBackups({
      settings: options.backups,
      spaceId: store.identity.spaceId,
      ...{ clock, log, backUp: folder.backUp, onBackup: metrics.backedUp },
    });
  backups?.begin();
  const isNew = !(await store.hasAccounts());
  const admin = await openAdmin();
  const port = (http.address() as AddressInfo).port;
  log.info({ host, port, dataFolder }, 'Listening.');
  return {
    url: urlOf(host, port),
    port,
    spaceId: store.identity.spaceId,
    isNew,
    connections,
    async close() {
      if (isClosing) return;
      isClosing = true;
      log.info({ connections: connections() }, 'Closing.');
      await space.stop();
      watch.close();
      await hangUp(io, http, connection.closeGraceMs);
      await admin?.close();
      await backups?.stop();
      await folder.close();
    },
  };

  function openAdmin(): Promise<AdminSocket | undefined> {
    return openAdminSocket(dataFolder, (command) =>
      runCommand(command, { store, clock, passwords, backUp: folder.backUp }),
    ).catch((error: unknown) => {
      log.warn({ err: error }, 'Commands cannot reach this server while it runs.');
      return undefined;
    });
  }
}

function listen(http: HttpServer, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error) => reject(listenError(error, host, port));
    http.once('error', onError);
    http.listen(port, host, () => {
      http.off('error', onError);
      resolve();
    });
  });
}

const urlOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

function createSockets(limits: ConnectionLimits, origins: Origins): ParleyServer {
  return new Server({
    serveClient: false,
    parser,
    transports: ['websocket', 'polling'],
    pingInterval: limits.pingIntervalMs,
    pingTimeout: limits.pingTimeoutMs,
    connectTimeout: limits.connectTimeoutMs,
    maxHttpBufferSize: limits.maxPacketBytes,
    ...(origins.listed.length > 0 && { cors: { origin: origins.listed } }),
    allowRequest({ headers: { origin, host } }, decide) {
      const isAllowed = origin === undefined || origins.allows(origin, host);
      decide(isAllowed ? null : 'Pages of this origin are not let in.', isAllowed);
    },
  });
}

/** Lets every socket take what it is owed, then closes all. Clients find the link lost and come back by themselves. */
async function hangUp(io: ParleyServer, http: HttpServer, graceMs: number): Promise<void> {
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
  await closed;
}
