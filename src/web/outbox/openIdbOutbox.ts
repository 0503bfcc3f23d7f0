import { openIdb } from '../idb/openIdb.ts';
import type { StorageError } from '../idb/StorageError.ts';
import { IdbOutboxStore } from './IdbOutboxStore.ts';
import { type OutboxSchema, outboxUpgrades } from './schema.ts';

export type OpenOutboxOptions = {
  /** The connection is gone: open it anew. */
  onLost(error: StorageError): void;
  /** A row that cannot be read; it stays where it is, and the others are there. */
  onUnreadable(what: string): void;
};

/** Opens the outbox in the database `name`, creating it where there is none. Rejects with `StorageError`. */
export async function openIdbOutbox(
  name: string,
  { onLost, onUnreadable }: OpenOutboxOptions,
): Promise<IdbOutboxStore> {
  const database = await openIdb<OutboxSchema>({ name, upgrades: outboxUpgrades, onLost });
  return new IdbOutboxStore(database, onUnreadable);
}
