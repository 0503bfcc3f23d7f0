import type { Timestamp } from '../../../shared/model/ids.ts';
import type { Database } from '../../../sqlite/openDatabase.ts';
import { createAuditRows } from './auditRows.ts';
import { createConversationRows } from './conversationRows.ts';
import { createEntryRows } from './entryRows.ts';
import { createEventRows } from './eventRows.ts';
import type { Held } from './groupCommit.ts';
import { createInviteRows } from './inviteRows.ts';
import { createMembershipRows } from './membershipRows.ts';
import { createMessageRows } from './messageRows.ts';
import { createNotificationRows } from './notificationRows.ts';
import { createNotifiedRows } from './notifiedRows.ts';
import { createReportRows } from './reportRows.ts';
import { createRequestRows } from './requestRows.ts';
import { createRetentionRows } from './retentionRows.ts';
import { createServiceTokenRows } from './serviceTokenRows.ts';
import { createSessionRows } from './sessionRows.ts';
import { createSpaceRows } from './spaceRows.ts';
import { createSpentIds } from './spentIds.ts';
import { createStreamRows } from './streamRows.ts';
import { createUnreadRows } from './unreadRows.ts';
import { createUserRows } from './userRows.ts';
import { createVersionRows } from './versionRows.ts';

/** Everything in the database, each behind the one file that knows its SQL. `at`: now. */
export function createTables(database: Database, at: Timestamp) {
  const entries = createEntryRows(database);
  const streams = createStreamRows(database);
  const users = createUserRows(database);
  const unread = createUnreadRows(database);
  const memberships = createMembershipRows(database);
  const spentIds = createSpentIds(database, at);
  const held: Held = {
    write: streams.write,
    settle: unread.settle,
    forget() {
      streams.forget();
      users.forget();
      memberships.forget();
      unread.forget();
    },
  };
  return {
    held,
    space: createSpaceRows(database),
    users,
    sessions: createSessionRows(database),
    invites: createInviteRows(database),
    conversations: createConversationRows(database, streams),
    memberships,
    messages: createMessageRows(database, unread, spentIds),
    unread,
    requests: createRequestRows(database, spentIds),
    streams,
    events: createEventRows(database, streams, entries),
    entries,
    notifications: createNotificationRows(database),
    notified: createNotifiedRows(database),
    versions: createVersionRows(database),
    serviceTokens: createServiceTokenRows(database),
    reports: createReportRows(database),
    retention: createRetentionRows(database),
    audit: createAuditRows(database),
  };
}
export type Tables = ReturnType<typeof createTables>;
