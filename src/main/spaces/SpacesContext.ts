import type { NetworkInterfaceInfo } from 'node:os';
import type { Log } from '../../client/app/Log.ts';
import type { Clock } from '../../client/clock.ts';
import type { Notifier } from '../../client/notifications/createNotifier.ts';
import type { Delta } from '../../shared/ipc/deltas.ts';
import type { Multicast } from '../discovery/Multicast.ts';
import type { Transports } from '../trust/createTransports.ts';
import type { Keychain } from '../vault/createVault.ts';

/** What the spaces of this app run on. Nothing of Electron is in it, so that tests run them on real servers. */
export type SpacesContext = {
  /** The app's folder: `spaces.json`, `spaces/<id>/` and `hosted/<folder>/` are in it, and `backups/<folder>/`. */
  dataFolder: string;
  /** The files of `storage.worker.ts`, `check.worker.ts`, `host.worker.ts` and `backups.worker.ts`, as they are or as they were built. */
  storageWorkerPath: string;
  checkWorkerPath: string;
  hostWorkerPath: string;
  backupsWorkerPath: string;
  /** The built web client, which spaces hosted here serve. */
  webFolder: string;
  /** The app's own version. */
  version: string;
  /** What this device calls itself. */
  device: string;
  /** How servers are reached, by the key that they have to have. */
  transports: Transports;
  keychain: Keychain;
  clock: Clock;
  /** A number in [0, 1). */
  random(): number;
  networkInterfaces(): NodeJS.Dict<NetworkInterfaceInfo[]>;
  /** The networks, for announcing and looking. */
  multicast: Multicast;
  /** Asks the person for a folder, or a file, beginning at a folder; `null` when they think better of it. */
  choosePath(kind: 'folder' | 'file', from: string): Promise<string | null>;
  log: Log;
  /** Something a window shows has changed. */
  onDelta(delta: Delta): void;
  /** Tells the person of what there is news of. */
  notifier: Notifier;
  /** Unread messages over all spaces, or what is hosted here, may be different. */
  onChange(): void;
};
