import type { Socket } from 'node:net';
import { createServer, type SecureContextOptions } from 'node:tls';
import type { Pin } from '../../shared/model/trust.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { type Identity, pinOfKey } from './Identity.ts';
import { type CertificateFiles, openGivenIdentity } from './openGivenIdentity.ts';
import { openOwnIdentity } from './openOwnIdentity.ts';

/** How often it is looked whether the certificate is still good, and whether its files have changed. */
const LOOK_EVERY_MS = 60_000;

export type TlsOptions = {
  dataFolder: string;
  /** Its certificate and key; without them the space has its own. */
  files: CertificateFiles | undefined;
  clock: Clock;
  log: Log;
  /** Whoever does not finish a handshake in so long, in milliseconds, is hung up on. */
  handshakeMs: number;
  /** The certificate is another one from now on. */
  onRenewed(identity: Identity): void;
  /** Takes the connection of a handshake that has succeeded. */
  serve(socket: Socket): void;
};

/** A server's side of TLS. */
export type Tls = {
  readonly identity: Identity;
  pin(): Pin;
  /** Whether the certificate is for this name. */
  certifies(hostname: string): boolean;
  /** Takes a connection whose handshake is about to begin. */
  accept(socket: Socket): void;
  /** Looks at once whether the certificate is still good: the computer may have another address. */
  lookUp(): Promise<void>;
  close(): void;
};

/** Throws `StartError`. */
export async function openTls(options: TlsOptions): Promise<Tls> {
  const { dataFolder, files, clock, log, serve } = options;
  const identity = files
    ? await openGivenIdentity(files, log)
    : await openOwnIdentity(dataFolder, { clock, log });
  const server = createServer({
    ...contextOf(identity),
    ALPNProtocols: ['http/1.1'],
    handshakeTimeout: options.handshakeMs,
  });
  server.on('secureConnection', serve);
  // Whoever does not trust the key hangs up: that is as it should be. Who only stops is left open unless it is ended here.
  server.on('tlsClientError', (error, socket) => {
    log.debug({ err: error }, 'A TLS handshake failed.');
    socket.destroy();
  });

  let underWay: Promise<void> = Promise.resolve();
  let callOff = () => {};
  let isClosed = false;
  function lookUp(): Promise<void> {
    underWay = underWay.then(async () => {
      try {
        // Connections that there are go on as they are.
        if (isClosed || !(await identity.renew())) return;
        server.setSecureContext(contextOf(identity));
        options.onRenewed(identity);
      } catch (error) {
        log.error({ err: error }, 'The certificate could not be renewed.');
      }
    });
    return underWay;
  }
  function lookLater(): void {
    callOff = clock.after(LOOK_EVERY_MS, () => void lookUp().then(() => isClosed || lookLater()));
  }
  lookLater();
  return {
    identity,
    pin: () => pinOfKey(identity.shown.certificate.publicKey),
    certifies: (hostname) => identity.shown.certificate.checkHost(hostname) !== undefined,
    accept: (socket) => void server.emit('connection', socket),
    lookUp,
    close() {
      isClosed = true;
      callOff();
    },
  };
}

const contextOf = ({ shown: { key, cert } }: Identity): SecureContextOptions => ({
  key,
  cert,
  minVersion: 'TLSv1.2',
});
