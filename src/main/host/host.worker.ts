import { parentPort, workerData } from 'node:worker_threads';
import { BackupError, StartError, startServer } from '../../server/startServer.ts';
import { stderrLog } from '../log.ts';
import type { FromHost, HostWorkerData, ToHost } from './messages.ts';

/** The thread that runs the server of a space hosted here. The app itself talks to it over loopback, like everyone. */
const say = (message: FromHost): void => parentPort?.postMessage(message);
const log = {
  debug() {},
  info() {},
  warn: (fields: object, message: string) => stderrLog.warn(message, fields),
  error: (fields: object, message: string) => stderrLog.error(message, fields),
};

try {
  const { secure, ...data } = workerData as HostWorkerData;
  const server = await startServer({
    ...data,
    tls: secure ? 'auto' : 'off',
    onCertificate: (certificate) => say({ type: 'renewed', certificate }),
    onBackups: (state) => say({ type: 'backups', state }),
    registration: 'invite',
    log,
  });
  parentPort?.on('message', async (message: ToHost) => {
    if (message.type === 'count') {
      say({ type: 'counted', connections: server.connections() });
      return;
    }
    if (message.type === 'lookUpAddresses') {
      await server.lookUpAddresses();
      return;
    }
    if (message.type === 'backUp') {
      server.backUp();
      return;
    }
    if (message.type === 'backUpInto') {
      server.backUpInto(message.folder);
      return;
    }
    await server.close();
    say({ type: 'closed' });
  });
  const { port, spaceId, pin, certificate, restored } = server;
  say({ type: 'ready', port, spaceId, pin, certificate, restored });
} catch (error) {
  if (error instanceof BackupError)
    say({ type: 'notRestored', reason: error.reason, message: error.message });
  else if (error instanceof StartError) say({ type: 'refused', code: error.code, message: error.message });
  else throw error;
}
