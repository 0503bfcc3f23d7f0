import { hostname, networkInterfaces } from 'node:os';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Server } from 'socket.io';
import type { BackupsState } from '../shared/model/backup.ts';
import type { SpaceId } from '../shared/model/ids.ts';
import type { Pin } from '../shared/model/trust.ts';
import type { Health, Registration, SocketHealth } from '../shared/protocol/http.ts';
import { PROTOCOL_VERSION } from '../shared/protocol/version.ts';
import { DatabaseError } from '../sqlite/DatabaseError.ts';
import { type AdminSocket, openAdminSocket } from './admin/adminSocket.ts';
import { runCommand } from './admin/commands.ts';
import { countRooms } from './admin/createFigures.ts';
import { openAdminNamespace } from './admin/openAdminNamespace.ts';
import { createAuth } from './auth/createAuth.ts';
import { createPasswords, defaultPasswordCost, type PasswordCost } from './auth/createPasswords.ts';
import { createSenders } from './auth/createSenders.ts';
import { createSpokenCodes } from './auth/createSpokenCodes.ts';
import { createTokens } from './auth/createTokens.ts';
import { BackupError, failureOf } from './backup/BackupError.ts';
import { type BackupSettings, createBackups } from './backup/createBackups.ts';
import { type Restored, restoreBackup } from './backup/restoreBackup.ts';
import { bindSockets } from './broadcast/bindSockets.ts';
import { wholeBacklog } from './broadcast/boundBacklog.ts';
import { createSocketRooms } from './broadcast/createSocketRooms.ts';
import { parser } from './broadcast/parser.ts';
import type { ParleyServer } from './broadcast/sockets.ts';
import { checkData } from './checkData.ts';
import { systemClock } from './clock.ts';
import { createSpace } from './createSpace.ts';
import { createApp } from './http/createApp.ts';
import { createLinkTo } from './http/createLinkTo.ts';
import { createMetrics } from './http/createMetrics.ts';
import { createOrigins, type Origins } from './http/origins.ts';
import { type ConnectionLimits, type LimitSettings, limitsWith } from './limits.ts';
import { giveUp, hangUp, type Listening, listen } from './listening.ts';
import { countingLog, type Log, silentLog } from './log.ts';
import { isLoopbackHost } from './loopback.ts';
import { openFolder } from './openFolder.ts';
import { createOutside } from './pages/createOutside.ts';
import { readWebFiles, type WebFiles } from './pages/readWebFiles.ts';
import { folderError } from './StartError.ts';
import { certificateFingerprint } from './tls/Identity.ts';
import { openTls, type Tls } from './tls/openTls.ts';
import type { Split } from './tls/splitConnections.ts';
import type { TlsChoice } from './tls/TlsChoice.ts';

export { BackupError, failureOf } from './backup/BackupError.ts';
export { keptBackups } from './backup/keptBackups.ts';
export { readBackup } from './backup/readBackup.ts';
export type { Restored } from './backup/restoreBackup.ts';
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
  /**
   * Whether it speaks TLS, and with what: `auto` makes a certificate of the space's own, but on loopback none; or the one that is
   * given. Plain HTTP is then for this computer alone. `off` unless told otherwise.
   */
  tls?: TlsChoice;
  /** Told the SHA-256 of its certificate when it has been renewed. */
  onCertificate?: (certificate: string) => void;
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
  /** What checks a backup: the file of `src/sqlite/check.worker.ts`, where that was built and is not as it is here. */
  checkWorkerPath?: string | undefined;
  /** Told of how the backups stand whenever that changes. */
  onBackups?: (state: BackupsState) => void;
  /** A backup that is put back before anything is opened, and the space it has to be of; what is there is set aside. */
  restore?: { path: string; spaceId: SpaceId } | undefined;
  passwordCost?: PasswordCost;
  log?: Log;
  /** The app's version, told by `/health`. */
  version?: string;
};

export type RunningServer = {
  /** `https://host:port` where it speaks TLS, else `http://host:port`, as it was told to listen. */
  url: string;
  port: number;
  spaceId: SpaceId;
  /** Its public key; `null` where it speaks plain HTTP. */
  readonly pin: Pin | null;
  /** The SHA-256 of its certificate, as browsers show it; `null` likewise. Another one once it is renewed. */
  readonly certificate: string | null;
  /** This computer may have other addresses than before: the certificate is renewed if they are missing in it. */
  lookUpAddresses(): Promise<void>;
  /** Whether nobody had an account when it started. */
  isNew: boolean;
  /** What `restore` came to; `null` where nothing was to be put back. */
  restored: Restored | null;
  /** Makes a backup now where it makes them by itself; `onBackups` tells what comes of it. */
  backUp(): void;
  /** Backs up into this folder from now on. */
  backUpInto(folder: string): void;
  /** Sockets connected now. */
  connections(): number;
  /** Finishes what was accepted, refuses the rest, and gives up port and folder. */
  close(): Promise<void>;
};

/**
 * Starts a space's server. Rejects with `StartError`, or `BackupError` where a backup could not be put back, having changed nothing; only
 * where it does not start from a backup that was put back, that stays in its place, and what was there before beside it.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { webFolder } = options;
  // Before anyone can ask: from `listen` on nothing is waited for until there is somebody who answers.
  const web: WebFiles = webFolder === undefined ? new Map() : await readWebFiles(webFolder);
  const { connection } = limitsWith(options.limits ?? {});
  const listening = await listen({
    host: options.host,
    port: options.port,
    isSecure: speaksTls(options),
    behindProxy: options.behindProxy ?? false,
    limits: connection,
  });
  // The folder is touched only now: a taken port must leave no trace.
  try {
    return await serve(listening, options, web);
  } catch (error) {
    giveUp(listening);
    throw error;
  }
}

const speaksTls = ({ tls = 'off', host }: ServerOptions): boolean =>
  tls !== 'off' && !(tls === 'auto' && isLoopbackHost(host));

async function serve(listening: Listening, options: ServerOptions, web: WebFiles): Promise<RunningServer> {
  const { http, split, crowd, port } = listening;
  const { host, dataFolder } = options;
  const clock = systemClock;
  const startedAt = clock.now();
  const uptimeSeconds = () => (clock.now() - startedAt) / 1000;
  const { limits, connection } = limitsWith(options.limits ?? {});
  let tls: Tls | undefined;
  const pin = () => tls?.pin() ?? null;
  const isCertified = (name: string) => tls?.certifies(name) ?? false;
  const origins = createOrigins(options.origins ?? [], [hostname()], isCertified);
  const io = createSockets(connection, origins);
  const connections = () => io.sockets.sockets.size;
  const metrics = createMetrics({
    connections,
    rooms: () => countRooms(io),
    backlogBytes: () => wholeBacklog(io),
    uptimeSeconds,
  });
  const log = countingLog(options.log ?? silentLog, metrics);
  const restored = options.restore ? await putBack(options.restore, dataFolder) : null;
  const { name, checkWorkerPath } = options;
  const folder = openFolder(dataFolder, { clock, name, checkWorkerPath, onCommitted: metrics.committed });
  const { store } = folder;
  if (split !== undefined) tls = await secure(split);
  const tokens = createTokens(folder.key);
  let isClosing = false;
  const gate = { io, store, tokens, metrics, clock, log, isClosing: () => isClosing };
  const watch = openAdminNamespace(gate);
  const rooms = createSocketRooms(io);
  const passwords = createPasswords(options.passwordCost ?? defaultPasswordCost);
  const spokenCodes = createSpokenCodes({ store, clock, log, pin });
  const space = createSpace({
    ...{ store, rooms, clock, limits, log, metrics, passwords, spokenCodes },
    onCommitted: watch.heard,
  });
  bindSockets({ ...gate, space, crowd, maxBacklogBytes: connection.maxBacklogBytes });

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
    pin: pin(),
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
      ...{ clock, log, backUp: folder.backUp, hasAccounts: store.hasAccounts },
      onChange(state) {
        if (state.newest !== null) metrics.backedUp(state.newest.madeAt);
        options.onBackups?.(state);
      },
    });
  backups?.begin();
  const check = folder.toCheck && checkData({ ...folder.toCheck, clock, log });
  const linkTo = createLinkTo({
    ...{ host, port, origins: origins.listed, behindProxy, tls, interfaces: networkInterfaces },
  });
  const isNew = !(await store.hasAccounts());
  const admin = await openAdmin();
  if (tls && split) {
    const outside = createOutside({
      tls,
      origins,
      name: () => store.name,
      waitMs: connection.connectTimeoutMs,
    });
    split.open({ secure: tls.accept, outside });
  }
  log.info({ host, port, dataFolder, pin: pin() }, 'Listening.');
  return {
    url: urlOf(host, port, tls !== undefined),
    port,
    get pin() {
      return pin();
    },
    get certificate() {
      return tls ? certificateFingerprint(tls.identity.shown.certificate) : null;
    },
    lookUpAddresses: async () => tls?.lookUp(),
    spaceId: store.identity.spaceId,
    isNew,
    restored,
    backUp: () => backups?.backUpNow(),
    backUpInto: (into) => backups?.moveTo(into),
    connections,
    async close() {
      if (isClosing) return;
      isClosing = true;
      log.info({ connections: connections() }, 'Closing.');
      await space.stop();
      watch.close();
      tls?.close();
      await hangUp(io, listening, connection.closeGraceMs);
      // Whoever waits for one is told. A check ends with what SQLite is reading just then, which nothing can interrupt.
      await folder.stopBackups();
      await check?.stop();
      await admin?.close();
      await backups?.stop();
      await folder.close();
    },
  };

  /** Makes or reads what it shows of itself; the folder is given up when that fails. */
  async function secure({ serve }: Split): Promise<Tls> {
    const files = typeof options.tls === 'object' ? options.tls : undefined;
    try {
      return await openTls({
        dataFolder,
        files,
        clock,
        log,
        handshakeMs: connection.connectTimeoutMs,
        onRenewed: ({ shown }) => options.onCertificate?.(certificateFingerprint(shown.certificate)),
        serve,
      });
    } catch (error) {
      await folder.close();
      throw folderError(error, dataFolder);
    }
  }

  function openAdmin(): Promise<AdminSocket | undefined> {
    return openAdminSocket(dataFolder, (command) =>
      runCommand(command, { store, clock, passwords, backUp: folder.backUp, linkTo }),
    ).catch((error: unknown) => {
      log.warn({ err: error }, 'Commands cannot reach this server while it runs.');
      return undefined;
    });
  }
}

/** Puts a backup in the place of what is in the folder. Rejects with `BackupError`, or `StartError` where another server runs on it. */
async function putBack(
  { path, spaceId }: NonNullable<ServerOptions['restore']>,
  folder: string,
): Promise<Restored> {
  try {
    return await restoreBackup({ path, folder, replace: true, spaceId, now: systemClock.now() });
  } catch (error) {
    // Another server runs on the folder: that is not the backup's fault.
    if (error instanceof DatabaseError && error.code === 'locked') throw folderError(error, folder);
    const message = error instanceof Error ? error.message : String(error);
    throw new BackupError(failureOf(error), message, { cause: error });
  }
}

const urlOf = (host: string, port: number, isSecure: boolean): string =>
  `${isSecure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;

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
