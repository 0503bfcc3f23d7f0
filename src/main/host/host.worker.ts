import { parentPort, workerData } from 'node:worker_threads';
import { StartError, startServer } from '../../server/startServer.ts';
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
    await server.close();
    say({ type: 'closed' });
  });
  const { port, spaceId, pin, certificate } = server;
  say({ type: 'ready', port, spaceId, pin, certificate });
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  say({ type: 'refused', code: error.code, message: error.message });
}
