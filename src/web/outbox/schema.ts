import type { DBSchema } from 'idb';
import type { DraftRow, NewOutboxRow } from '../../client/outbox/OutboxStore.ts';
import type { Upgrade } from '../idb/openIdb.ts';

/** A row as it is kept; its position is given by the database, and never given twice. */
type KeptRow = NewOutboxRow & { position?: number };

/** The outbox's object stores, as the upgrades below make them. */
export interface OutboxSchema extends DBSchema {
  requests: { key: number; value: KeptRow; indexes: { clientId: string; conversationId: string } };
  drafts: { key: string; value: DraftRow };
  /** Marks of what the person was told of. */
  notified: { key: string; value: true };
}

/** The first makes version 1. None of them drops anything (S17). */
export const outboxUpgrades: readonly Upgrade<OutboxSchema>[] = [
  (database) => {
    const requests = database.createObjectStore('requests', { keyPath: 'position', autoIncrement: true });
    requests.createIndex('clientId', 'clientId', { unique: true });
    requests.createIndex('conversationId', 'conversationId');
    database.createObjectStore('drafts', { keyPath: 'conversationId' });
    database.createObjectStore('notified');
  },
];
