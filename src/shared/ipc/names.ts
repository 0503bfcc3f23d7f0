import type { AppRequestName } from './contract.ts';

/**
 * The requests of `contract.ts` by name, without its schemas: the preload exposes these and nothing else, and
 * is to stay small.
 */
const names = {
  'app:load': true,
  'settings:save': true,
  'space:probe': true,
  'space:prove': true,
  'space:test': true,
  'space:host': true,
  'space:join': true,
  'space:trust': true,
  'space:signIn': true,
  'space:signOut': true,
  'space:forget': true,
  'space:load': true,
  'space:reconnect': true,
  'space:invite': true,
  'hosting:start': true,
  'hosting:configure': true,
  'hosting:backups': true,
  'hosting:backUp': true,
  'hosting:chooseBackupFolder': true,
  'hosting:chooseBackup': true,
  'hosting:restore': true,
  'nearby:watch': true,
  'conversations:create': true,
  'conversations:join': true,
  'conversations:leave': true,
  'conversations:members': true,
  'messages:page': true,
  'messages:thread': true,
  'messages:get': true,
  'messages:search': true,
  'messages:send': true,
  'messages:edit': true,
  'messages:delete': true,
  'outbox:add': true,
  'server:ask': true,
  'outbox:retry': true,
  'outbox:discard': true,
  'reads:advance': true,
  'reads:reset': true,
  'drafts:save': true,
  'typing:set': true,
  'attention:set': true,
  'space:watch': true,
  'files:save': true,
  'links:open': true,
  'browser:askNotifications': true,
  'browser:takeOver': true,
  'clipboard:write': true,
} as const satisfies Record<AppRequestName, true>;

export const appRequestNames = Object.keys(names) as AppRequestName[];

/** The channel on which arrays of deltas come to the window. */
export const DELTAS_CHANNEL = 'deltas';
