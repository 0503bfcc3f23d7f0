import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { epochSchema, incarnationSchema, spaceIdSchema } from '../../../shared/model/ids.ts';
import { userStream } from '../../../shared/model/stream.ts';
import { migrate } from '../../../sqlite/migrate.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import type { Clock } from '../../clock.ts';
import { newId } from '../../newId.ts';
import type { NotifyingStore } from '../NotifyingStore.ts';
import type {
  AccountStore,
  ConversationStore,
  Store,
  StoreIdentity,
  StreamStore,
  TimedStore,
} from '../Store.ts';
import * as accounts from './accounts.ts';
import { acting, committing } from './committing.ts';
import { changeConversation } from './conversationChanges.ts';
import * as conversations from './conversations.ts';
import { saveDraft } from './drafts.ts';
import { findEntry } from './entries.ts';
import { type GatheringOptions, GroupCommit } from './groupCommit.ts';
import { meets } from './guests.ts';
import * as members from './members.ts';
import * as messages from './messages.ts';
import { migrations } from './migrations/index.ts';
import { readNotifications } from './notifications.ts';
import { announce, notify } from './notifying.ts';
import { performDue } from './performDue.ts';
import { setPersonalEntry } from './personalEntries.ts';
import { pinMessage } from './pins.ts';
import { changeUser, noteSeen } from './profiles.ts';
import { reactToMessage } from './reactions.ts';
import {
  mayRead,
  readableStreams,
  readHistory,
  readMemberCounts,
  readMessages,
  readPositions,
  readThread,
  readVersions,
} from './reading.ts';
import * as reads from './reads.ts';
import { setReminder } from './reminders.ts';
import { runningStore } from './runningStore.ts';
import { cancelScheduled, setScheduled } from './scheduled.ts';
import * as sessions from './sessions.ts';
import { readSnapshot } from './snapshots.ts';
import { setName } from './spaceName.ts';
import { createTables, type Tables } from './tables.ts';

export type SqliteStoreOptions = {
  clock: Clock;
  /** What the space is called from now on; without it, it keeps its name. */
  name?: string | undefined;
} & Omit<GatheringOptions, 'held'>;

const DEFAULT_NAME = 'Parley';

/**
 * The store on one SQLite database, which it migrates, gives an identity when it is new, and marks with the
 * incarnation of this start. The database is the store's from here on: `close` closes it.
 * Throws `DatabaseError`.
 */
export function openSqliteStore(database: Database, options: SqliteStoreOptions): Store {
  const { clock, name } = options;
  migrate(database, migrations);
  const tables = createTables(database, clock.now());
  const identity = database.transaction(() => begin(tables, clock.now(), name))();
  const size = database
    .prepare('SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()')
    .pluck();
  const commits = new GroupCommit(database, clock, { ...options, held: tables.held });
  return {
    identity,
    get name() {
      return tables.space.get().name;
    },
    onCommit: (listener) => commits.onCommit(listener),
    ...accountStore(tables, commits, clock),
    ...conversationStore(tables, commits),
    ...runningStore(tables, commits, clock),
    ...streamStore(tables),
    ...notifyingStore(tables, commits),
    ...timedStore(tables, commits, clock),
    size: async () => z.int().parse(size.get()),
    async close() {
      commits.close();
      if (database.open) database.close();
    },
  };
}

function begin(tables: Tables, at: number, name: string | undefined): StoreIdentity {
  const incarnation = incarnationSchema.parse(newId(at));
  const found = tables.space.find();
  const space = found ?? {
    id: spaceIdSchema.parse(newId(at)),
    name: name ?? DEFAULT_NAME,
    epoch: epochSchema.parse(randomUUID()),
  };
  if (!found) tables.space.insert(space, at);
  // Nobody is connected yet: who comes finds the event by sync.
  else if (name !== undefined && name !== found.name)
    setName(tables, { at, changes: [] }, { id: found.id, name }, null);
  tables.space.addIncarnation(incarnation, at);
  tables.held.write();
  return { spaceId: space.id, epoch: space.epoch, incarnation };
}

function accountStore(tables: Tables, commits: GroupCommit, clock: Clock): AccountStore {
  const { users } = tables;
  const committed = committing(tables, commits);
  const refresh = committed(sessions.refreshSession);
  return {
    hasAccounts: async () => !users.isEmpty(),
    user: async (userId) => users.find(userId),
    admits: async (admission) => accounts.admitted(tables, admission, clock.now()) !== undefined,
    createAccount: committed(accounts.createAccount),
    credentials: async (username) => users.credentials(username),
    startSession: committed(sessions.startSession),
    refreshSession: async (request) => sessions.requireSession(await refresh(request)),
    endSession: committed(sessions.endSession),
    async sessionUser(sessionId) {
      const userId = tables.sessions.userOf(sessionId);
      return userId && users.find(userId);
    },
    changeUser: acting(tables, commits)(changeUser),
    availability: async (userId) => findEntry(tables, userStream(userId), 'availability', 'own'),
    noteSeen: committed(noteSeen),
    sightings: async () => users.seen(),
  };
}

function conversationStore(tables: Tables, commits: GroupCommit): ConversationStore {
  const act = acting(tables, commits);
  return {
    createConversation: act(conversations.createConversation),
    joinConversation: act(conversations.joinConversation),
    leaveConversation: act(conversations.leaveConversation),
    changeConversation: act(changeConversation),
    addMembers: act(members.addMembers),
    removeMember: act(members.removeMember),
    setRole: act(members.setRole),
    sendMessage: act(messages.sendMessage),
    editMessage: act(messages.editMessage),
    deleteMessage: act(messages.deleteMessage),
    reactToMessage: act(reactToMessage),
    pinMessage: act(pinMessage),
    setPersonalEntry: act(setPersonalEntry),
    setScheduled: act(setScheduled),
    cancelScheduled: act(cancelScheduled),
    setReminder: act(setReminder),
    saveDraft: act(saveDraft),
    advanceRead: act(reads.advanceRead),
    resetRead: act(reads.resetRead),
    expireMessages: committing(tables, commits)(messages.expireMessages),
  };
}

function notifyingStore(tables: Tables, commits: GroupCommit): NotifyingStore {
  const act = acting(tables, commits);
  return {
    notify: committing(tables, commits)(notify),
    announce: act(announce),
    readNotifications: act(readNotifications),
  };
}

function timedStore(tables: Tables, commits: GroupCommit, clock: Clock): TimedStore {
  return {
    async nextDueAt() {
      const times = [tables.entries.nextDue(), tables.retention.nextDue()];
      const next = Math.min(...times.map((at) => at ?? Number.POSITIVE_INFINITY));
      return Number.isFinite(next) ? next : undefined;
    },
    performDue: () => performDue(tables, commits, clock.now()),
  };
}

/** Reads run at once: between two turns nothing is uncommitted. */
function streamStore(tables: Tables): StreamStore {
  const { space, memberships, events } = tables;
  return {
    knowsIncarnation: async (incarnation) => space.hasIncarnation(incarnation),
    readableStreams: async (userId) => readableStreams(tables, userId),
    isMember: async (userId, conversationId) => memberships.access(conversationId, userId) === 'member',
    acquaintances: async (userId, among) =>
      among?.filter((other) => meets(tables, userId, other)) ?? memberships.acquaintances(userId),
    memberCount: async (conversationId) => memberships.count(conversationId),
    readPositions: async (userId, { conversationId }) => readPositions(tables, userId, conversationId),
    eventsAfter: async (userId, stream, seq, limits) =>
      mayRead(tables, userId, stream) ? events.after(stream, seq, limits) : undefined,
    snapshot: async (userId, stream) =>
      mayRead(tables, userId, stream) ? readSnapshot(tables, userId, stream) : undefined,
    history: async (userId, request) => readHistory(tables, userId, request),
    thread: async (userId, request) => readThread(tables, userId, request),
    messages: async (userId, { messageIds }) => readMessages(tables, userId, messageIds),
    memberCounts: async (userId) => readMemberCounts(tables, userId),
    versions: async (userId, { messageId }) => readVersions(tables, userId, messageId),
  };
}
