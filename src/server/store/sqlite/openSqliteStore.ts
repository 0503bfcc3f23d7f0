import { randomUUID } from 'node:crypto';
import { epochSchema, incarnationSchema, spaceIdSchema } from '../../../shared/model/ids.ts';
import { directoryStream, userStream } from '../../../shared/model/stream.ts';
import { migrate } from '../../../sqlite/migrate.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import type { Clock } from '../../clock.ts';
import { newId } from '../../newId.ts';
import type {
  AccountStore,
  ConversationStore,
  Store,
  StoreIdentity,
  StreamStore,
  TimedStore,
} from '../Store.ts';
import * as accounts from './accounts.ts';
import { append } from './append.ts';
import { changeConversation } from './conversationChanges.ts';
import * as conversations from './conversations.ts';
import { saveDraft } from './drafts.ts';
import { findEntry, setPersonalEntry } from './entries.ts';
import { type CommandContext, GroupCommit } from './groupCommit.ts';
import * as members from './members.ts';
import * as messages from './messages.ts';
import { migrations } from './migrations/index.ts';
import { performDue } from './performDue.ts';
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
import { cancelScheduled, setScheduled } from './scheduled.ts';
import { readSnapshot } from './snapshots.ts';
import { createTables, type Tables } from './tables.ts';

export type SqliteStoreOptions = {
  clock: Clock;
  /** What the space is called from now on; without it, it keeps its name. */
  name?: string | undefined;
  /** How many further turns a commit waits for while each brings more; none unless told otherwise. */
  patience?: number;
};

const DEFAULT_NAME = 'Parley';

/**
 * The store on one SQLite database, which it migrates, gives an identity when it is new, and marks with the
 * incarnation of this start. The database is the store's from here on: `close` closes it.
 * Throws `DatabaseError`.
 */
export function openSqliteStore(database: Database, { clock, name, patience }: SqliteStoreOptions): Store {
  migrate(database, migrations);
  const tables = createTables(database);
  const identity = database.transaction(() => begin(tables, clock.now(), name))();
  const commits = new GroupCommit(database, clock, patience);
  return {
    identity,
    get name() {
      return tables.space.get().name;
    },
    onCommit: (listener) => commits.onCommit(listener),
    ...accountStore(tables, commits, clock),
    ...conversationStore(tables, commits),
    ...streamStore(tables),
    ...timedStore(tables, commits, clock),
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
  else if (name !== undefined && name !== found.name) rename(tables, at, { id: found.id, name });
  tables.space.addIncarnation(incarnation, at);
  return { spaceId: space.id, epoch: space.epoch, incarnation };
}

/** Nobody is connected yet: who comes finds the event by sync. */
function rename(tables: Tables, at: number, space: { id: StoreIdentity['spaceId']; name: string }): void {
  tables.space.rename(space.name);
  append(
    tables,
    { at, changes: [] },
    { stream: directoryStream, type: 'space.changed', actorId: null, data: () => ({ space }) },
  );
}

/** A command as it is written: with the tables, in a commit. */
type Write<A extends unknown[], T> = (tables: Tables, context: CommandContext, ...args: A) => T;

/** Turns commands into operations that resolve when they are committed. */
const committing =
  (tables: Tables, commits: GroupCommit) =>
  <A extends unknown[], T>(command: Write<A, T>) =>
  (...args: A): Promise<T> =>
    commits.write((context) => command(tables, context, ...args));

function accountStore(tables: Tables, commits: GroupCommit, clock: Clock): AccountStore {
  const { users, sessions } = tables;
  const committed = committing(tables, commits);
  const refresh = committed(accounts.refreshSession);
  return {
    hasAccounts: async () => !users.isEmpty(),
    user: async (userId) => users.find(userId),
    admits: async (admission) => accounts.admittedRole(tables, admission, clock.now()) !== undefined,
    createAccount: committed(accounts.createAccount),
    credentials: async (username) => users.credentials(username),
    startSession: committed(accounts.startSession),
    refreshSession: async (request) => accounts.requireSession(await refresh(request)),
    endSession: committed(accounts.endSession),
    async sessionUser(sessionId) {
      const userId = sessions.userOf(sessionId);
      return userId && users.find(userId);
    },
    changeUser: committed(changeUser),
    availability: async (userId) => findEntry(tables, userStream(userId), 'availability', 'own'),
    noteSeen: committed(noteSeen),
    sightings: async () => users.seen(),
    createInvite: committed(accounts.createInvite),
  };
}

function conversationStore(tables: Tables, commits: GroupCommit): ConversationStore {
  const committed = committing(tables, commits);
  return {
    createConversation: committed(conversations.createConversation),
    joinConversation: committed(conversations.joinConversation),
    leaveConversation: committed(conversations.leaveConversation),
    changeConversation: committed(changeConversation),
    addMembers: committed(members.addMembers),
    removeMember: committed(members.removeMember),
    setRole: committed(members.setRole),
    sendMessage: committed(messages.sendMessage),
    editMessage: committed(messages.editMessage),
    deleteMessage: committed(messages.deleteMessage),
    reactToMessage: committed(reactToMessage),
    pinMessage: committed(pinMessage),
    setPersonalEntry: committed(setPersonalEntry),
    setScheduled: committed(setScheduled),
    cancelScheduled: committed(cancelScheduled),
    setReminder: committed(setReminder),
    saveDraft: committed(saveDraft),
    advanceRead: committed(reads.advanceRead),
    resetRead: committed(reads.resetRead),
    expireMessages: committed(messages.expireMessages),
  };
}

function timedStore(tables: Tables, commits: GroupCommit, clock: Clock): TimedStore {
  return {
    nextDueAt: async () => tables.entries.nextDue(),
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
