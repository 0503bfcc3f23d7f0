import { join } from 'node:path';
import { systemClock } from '../../../src/main/clock.ts';
import { noMulticast } from '../../../src/main/discovery/Multicast.ts';
import type { SpacesContext } from '../../../src/main/spaces/SpacesContext.ts';
import { createTransports } from '../../../src/main/trust/createTransports.ts';
import type { Keychain } from '../../../src/main/vault/createVault.ts';

const main = join(import.meta.dirname, '../../../src/main');
const xor = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0x55));
export const keychain: Keychain = {
  isSafe: () => true,
  encrypt: (text) => xor(Buffer.from(text)),
  decrypt: (encrypted) => xor(encrypted).toString(),
};

/** What the spaces of a computer run on that has real storage, links and hosted servers, and keeps to itself on the network. */
export const contextOf = (
  dataFolder: string,
  webFolder: string,
  changes: Partial<SpacesContext>,
): SpacesContext => ({
  dataFolder,
  storageWorkerPath: join(main, 'cache/worker/storage.worker.ts'),
  checkWorkerPath: join(main, '../sqlite/check.worker.ts'),
  hostWorkerPath: join(main, 'host/host.worker.ts'),
  backupsWorkerPath: join(main, 'host/backups.worker.ts'),
  webFolder,
  version: '0.0.0-test',
  device: 'desk-3 (Linux)',
  transports: createTransports(),
  keychain,
  clock: systemClock,
  random: () => 0.5,
  networkInterfaces: () => ({}),
  multicast: noMulticast,
  choosePath: async () => null,
  log: { warn() {}, error() {} },
  onDelta() {},
  notifier: { async arrived() {}, async told() {} },
  onChange() {},
  ...changes,
});
