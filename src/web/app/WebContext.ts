import type { Log } from '../../client/app/Log.ts';
import type { Cache } from '../../client/cache/Cache.ts';
import type { Clock } from '../../client/clock.ts';
import type { Transport } from '../../client/connection/Transport.ts';
import type { Notifier } from '../../client/notifications/createNotifier.ts';
import type { OutboxStore } from '../../client/outbox/OutboxStore.ts';
import type { Delta } from '../../shared/ipc/deltas.ts';
import type { SpaceId, UserId } from '../../shared/model/ids.ts';
import type { StorageError } from '../idb/StorageError.ts';

/** Whose data: one account in one space. */
export type Owner = { spaceId: SpaceId; userId: UserId };

/** Where the data of spaces is. Everything rejects with `StorageError`. */
export type Stores = {
  openCache(owner: Owner, onLost: (error: StorageError) => void): Promise<Cache>;
  openOutbox(owner: Owner, onLost: (error: StorageError) => void): Promise<OutboxStore>;
  deleteCache(owner: Owner): Promise<void>;
  deleteOutbox(owner: Owner): Promise<void>;
};

/** What the app in a browser runs on. Nothing of a page or a worker is in it, so that tests run it anywhere. */
export type WebContext = {
  stores: Stores;
  transport: Transport;
  clock: Clock;
  /** A number in [0, 1). */
  random(): number;
  log: Log;
  onDelta(delta: Delta): void;
  notifier: Notifier;
  /** Whether nobody uses this browser just now. */
  isAway(): boolean;
};
