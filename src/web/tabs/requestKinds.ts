import type { AppInput, AppRequestName } from '../../shared/ipc/contract.ts';

/** What a request that stands is about, and whether it holds from now on. The last one about the same counts. */
type Stand = { about: string; on: boolean };
/** An app that takes the place of one that has ended is asked it again. */
type Standing<N extends AppRequestName> = { stands(input: AppInput<N>): Stand };

/**
 * Whether a request only `asks`, or `writes`, which a tab that only reads must not, or stands until it is taken back. What a
 * page answers by itself never comes to the app, nor does what no browser can do: what is nearby is watched by the desktop app alone.
 */
const requestKinds: { readonly [N in AppRequestName]: 'asks' | 'writes' | Standing<N> } = {
  'app:load': 'asks',
  'settings:save': 'writes',
  'space:probe': 'asks',
  'space:prove': 'asks',
  'space:test': 'asks',
  'space:trust': 'writes',
  'space:host': 'writes',
  'space:join': 'writes',
  'space:signIn': 'writes',
  'space:signOut': 'writes',
  'space:forget': 'writes',
  'space:load': 'asks',
  'space:reconnect': 'asks',
  'space:invite': 'writes',
  'hosting:start': 'writes',
  'hosting:configure': 'writes',
  'hosting:backups': 'asks',
  'hosting:backUp': 'writes',
  'hosting:chooseBackupFolder': 'writes',
  'hosting:chooseBackup': 'asks',
  'hosting:restore': 'writes',
  'nearby:watch': 'asks',
  'conversations:create': 'writes',
  'conversations:join': 'writes',
  'conversations:leave': 'writes',
  'conversations:members': 'asks',
  'messages:page': 'asks',
  'messages:thread': 'asks',
  'messages:get': 'asks',
  'messages:search': 'asks',
  'messages:send': 'writes',
  'messages:edit': 'writes',
  'messages:delete': 'writes',
  'outbox:add': 'writes',
  'server:ask': 'asks',
  'outbox:retry': 'writes',
  'outbox:discard': 'writes',
  'reads:advance': 'writes',
  'reads:reset': 'writes',
  'drafts:save': 'writes',
  'typing:set': 'asks',
  'attention:set': { stands: () => ({ about: 'this tab', on: true }) },
  'space:watch': { stands: ({ spaceId, on }) => ({ about: spaceId, on }) },
  'files:save': 'asks',
  'links:open': 'asks',
  'browser:askNotifications': 'asks',
  'browser:takeOver': 'asks',
  'clipboard:write': 'asks',
};

/** Whether a request changes something. */
export const isWrite = (name: AppRequestName): boolean => requestKinds[name] === 'writes';

/** What stands of all that a tab has asked. */
export function createStanding() {
  const standing = new Map<string, { name: AppRequestName; input: unknown }>();
  return {
    /** A tab asks this. */
    note<N extends AppRequestName>(name: N, input: AppInput<N>): void {
      // The kind and the input of one name belong together, which the compiler cannot follow through the table.
      const kind = requestKinds[name] as 'asks' | 'writes' | { stands(input: unknown): Stand };
      if (typeof kind === 'string') return;
      const { about, on } = kind.stands(input);
      const key = `${name} ${about}`;
      if (on) standing.set(key, { name, input });
      else standing.delete(key);
    },
    all: () => [...standing.values()],
  };
}
