import { AppFault } from '../../client/app/AppFault.ts';
import type { Cache, CacheChange } from '../../client/cache/Cache.ts';
import type { Failure, SessionVault, Transport } from '../../client/connection/Transport.ts';
import type { OutboxStore } from '../../client/outbox/OutboxStore.ts';

const nothingChanged: CacheChange = {
  space: null,
  users: [],
  conversations: [],
  removedConversations: [],
  members: [],
  messages: [],
  resetMessages: [],
  expired: [],
  entries: [],
  forgotten: [],
};
const unchanged = async (): Promise<CacheChange> => nothingChanged;
const ignored = async (): Promise<void> => undefined;

/** A cache that another tab writes to: it is read, and nothing here changes it. */
export const readOnlyCache = (cache: Cache): Cache => ({
  load: () => cache.load(),
  page: (...args) => cache.page(...args),
  message: (id) => cache.message(id),
  threads: (ids) => cache.threads(ids),
  thread: (id) => cache.thread(id),
  members: (id) => cache.members(id),
  search: (query) => cache.search(query),
  close: () => cache.close(),
  setIdentity: ignored,
  reset: ignored,
  applyEvents: unchanged,
  applySnapshot: unchanged,
  drop: unchanged,
  addPage: unchanged,
  advanceRead: unchanged,
  resetRead: unchanged,
  endResets: unchanged,
});

/** The outbox of the tab that writes, as it is read elsewhere. */
export const readOnlyOutbox = (outbox: OutboxStore): OutboxStore => ({
  rows: () => outbox.rows(),
  drafts: () => outbox.drafts(),
  close: () => outbox.close(),
  async add() {
    throw new AppFault('read_only', 'Another tab is the one that writes.');
  },
  update: ignored,
  remove: ignored,
  replaceConversation: ignored,
  saveDraft: ignored,
  removeDraft: ignored,
  // Another tab tells the person.
  markNotified: async () => [],
});

/** The session belongs to the tab that writes: two that use it would each replace the other's token. */
export const noVault: SessionVault = { read: async () => null, write: ignored, clear: ignored };

const unreachable = async (): Promise<{ ok: false; failure: Failure }> => ({
  ok: false,
  failure: { kind: 'unreachable', message: 'Another tab is the one that connects.' },
});

/** Reaches nobody: what a tab that only reads has not, another one fetches. */
export const silentTransport: Transport = {
  health: unreachable,
  register: unreachable,
  login: unreachable,
  refresh: unreachable,
  logout: unreachable,
  open: () => {
    throw new Error('a tab that only reads opens no connection');
  },
};
