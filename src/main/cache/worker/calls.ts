import type { Cache } from '../../../client/cache/Cache.ts';
import type { OutboxStore } from '../../../client/outbox/OutboxStore.ts';
import type { UserId } from '../../../shared/model/ids.ts';
import type { DatabaseErrorCode } from '../../../sqlite/DatabaseError.ts';

/** What a storage worker serves. */
export type Stores = { cache: Cache; outbox: OutboxStore };

/** The methods that are carried, written out so that the compiler sees to it that none is missing. */
export const storeMethods = {
  cache: {
    load: true,
    setIdentity: true,
    applyEvents: true,
    applySnapshot: true,
    drop: true,
    addPage: true,
    advanceRead: true,
    resetRead: true,
    endResets: true,
    page: true,
    message: true,
    threads: true,
    thread: true,
    members: true,
    search: true,
    reset: true,
    close: true,
  },
  outbox: {
    rows: true,
    add: true,
    update: true,
    remove: true,
    replaceConversation: true,
    drafts: true,
    saveDraft: true,
    removeDraft: true,
    markNotified: true,
    close: true,
  },
} as const satisfies { [S in keyof Stores]: Record<keyof Stores[S], true> };

/** What a storage worker is started with: where its two files are, whose they are, and which were found damaged in use. */
export type StorageWorkerData = {
  cachePath: string;
  outboxPath: string;
  me: UserId;
  damaged?: (keyof Stores)[];
};

/** Stands for a call where something went wrong that nobody asked for: in the cache. */
export const NO_CALL = 0;

export type Call = { id: number; store: keyof Stores; method: string; args: unknown[] };

/** What went wrong in the worker, in a form that can be carried. */
export type CallError = { name: string; message: string; code: string | null };

export type FromWorker =
  | { type: 'opened'; setAside: (keyof Stores)[]; wasLeftOpen: boolean }
  | { type: 'refused'; code: DatabaseErrorCode; message: string }
  | { type: 'answered'; id: number; value: unknown }
  | { type: 'failed'; id: number; error: CallError };
