import type { Clock } from '../../clock.ts';
import type { RunningStore } from '../RunningStore.ts';
import { readAudit } from './audit.ts';
import { acting, committing } from './committing.ts';
import type { GroupCommit } from './groupCommit.ts';
import * as invites from './invites.ts';
import * as people from './people.ts';
import * as reports from './reports.ts';
import * as serviceTokens from './serviceTokens.ts';
import * as sessions from './sessions.ts';
import { renameSpace } from './spaceName.ts';
import type { Tables } from './tables.ts';

/** What running a space takes, on the tables. */
export function runningStore(tables: Tables, commits: GroupCommit, clock: Clock): RunningStore {
  const act = acting(tables, commits);
  return {
    people: async (actorId) => people.readPeople(tables, actorId),
    publicChannel: async (name) => tables.conversations.idOfName(name),
    setUserRole: act(people.setUserRole),
    setUserState: act(people.setUserState),
    transferSpace: act(people.transferSpace),
    renameSpace: act(renameSpace),
    passwordHash: async (userId) => tables.users.passwordHash(userId),
    changePassword: act(people.changePassword),
    requireResettable: async (actorId, userId) => people.requireResettable(tables, actorId, userId),
    resetPassword: act(people.resetPassword),
    sessions: async (actorId, sessionId, request) =>
      sessions.readSessions(tables, actorId, { sessionId, at: clock.now() }, request),
    endOneSession: act(sessions.endOneSession),
    endAllSessions: act(sessions.endAllSessions),
    createInvite: act(invites.createInvite),
    invites: async (actorId) => invites.readInvites(tables, actorId),
    revokeInvite: act(invites.revokeInvite),
    voidInvite: committing(tables, commits)(invites.voidInvite),
    reportMessage: act(reports.reportMessage),
    reports: async (actorId, request) => reports.readReports(tables, actorId, request),
    closeReport: act(reports.closeReport),
    createServiceToken: act(serviceTokens.createServiceToken),
    serviceTokens: async (actorId) => serviceTokens.readServiceTokens(tables, actorId),
    revokeServiceToken: act(serviceTokens.revokeServiceToken),
    takeServiceToken: committing(tables, commits)(serviceTokens.takeServiceToken),
    audit: async (actorId, request) => readAudit(tables, actorId, request),
  };
}
