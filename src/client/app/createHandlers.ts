import type { AppOutput, AppParsedInput } from '../../shared/ipc/contract.ts';
import type { Settings, SpaceView } from '../../shared/ipc/views.ts';
import type { SpaceId } from '../../shared/model/ids.ts';
import type { Engine } from '../Engine.ts';
import type { AppHandlers } from './answer.ts';
import type { SettingsChanges } from './storedSettings.ts';

/** What is done where the window is, not in a space: by the system, or by the browser's tab. */
export type OutsideName =
  | 'attention:set'
  | 'files:save'
  | 'links:open'
  | 'clipboard:write'
  | 'browser:askNotifications'
  | 'browser:takeOver';

/** The spaces of an app. What a window asks of them rejects with `AppFault` or `EngineError`. */
export type AppSpaces = {
  views(): SpaceView[];
  engine(spaceId: SpaceId): Promise<Engine>;
  probe(input: AppParsedInput<'space:probe'>): Promise<AppOutput<'space:probe'>>;
  prove(input: AppParsedInput<'space:prove'>): Promise<AppOutput<'space:prove'>>;
  test(input: AppParsedInput<'space:test'>): Promise<AppOutput<'space:test'>>;
  trust(input: AppParsedInput<'space:trust'>): Promise<void>;
  host(input: AppParsedInput<'space:host'>): Promise<AppOutput<'space:host'>>;
  join(input: AppParsedInput<'space:join'>): Promise<AppOutput<'space:join'>>;
  signIn(input: AppParsedInput<'space:signIn'>): Promise<void>;
  signOut(input: AppParsedInput<'space:signOut'>): Promise<void>;
  forget(input: AppParsedInput<'space:forget'>): Promise<void>;
  invite(input: AppParsedInput<'space:invite'>): Promise<AppOutput<'space:invite'>>;
  startHosting(input: AppParsedInput<'hosting:start'>): Promise<void>;
  configureHosting(input: AppParsedInput<'hosting:configure'>): Promise<void>;
  backups(input: AppParsedInput<'hosting:backups'>): Promise<AppOutput<'hosting:backups'>>;
  backUp(input: AppParsedInput<'hosting:backUp'>): Promise<void>;
  chooseBackupFolder(
    input: AppParsedInput<'hosting:chooseBackupFolder'>,
  ): Promise<AppOutput<'hosting:chooseBackupFolder'>>;
  chooseBackup(input: AppParsedInput<'hosting:chooseBackup'>): Promise<AppOutput<'hosting:chooseBackup'>>;
  restore(input: AppParsedInput<'hosting:restore'>): Promise<AppOutput<'hosting:restore'>>;
  watchNearby(input: AppParsedInput<'nearby:watch'>): Promise<AppOutput<'nearby:watch'>>;
};

/** What the requests are served from. */
export type HandlersOptions = {
  spaces: AppSpaces;
  settings: { get(): Settings; save(changes: SettingsChanges): Promise<Settings> };
  /** What this app is, and can do. */
  about(): Omit<AppOutput<'app:load'>, 'spaces' | 'settings'>;
  onSettings(settings: Settings): void;
  outside: Pick<AppHandlers, OutsideName>;
};

/** The table of the window's requests: what concerns one space goes to its engine. */
export function createHandlers({
  spaces,
  settings,
  about,
  onSettings,
  outside,
}: HandlersOptions): AppHandlers {
  const { engine } = spaces;
  const nothing = async (done: Promise<unknown>): Promise<Record<string, never>> => {
    await done;
    return {};
  };

  return {
    'app:load': () => ({ spaces: spaces.views(), settings: settings.get(), ...about() }),
    'settings:save': async (changes) => {
      const saved = await settings.save(changes);
      onSettings(saved);
      return saved;
    },

    'space:probe': spaces.probe,
    'space:prove': spaces.prove,
    'space:test': spaces.test,
    'space:trust': (input) => nothing(spaces.trust(input)),
    'space:host': spaces.host,
    'space:join': spaces.join,
    'space:signIn': (input) => nothing(spaces.signIn(input)),
    'space:signOut': (input) => nothing(spaces.signOut(input)),
    'space:forget': (input) => nothing(spaces.forget(input)),
    'space:load': async ({ spaceId }) => (await engine(spaceId)).content(),
    'space:reconnect': async ({ spaceId }) => {
      (await engine(spaceId)).reconnect();
      return {};
    },
    'space:invite': spaces.invite,
    'hosting:start': (input) => nothing(spaces.startHosting(input)),
    'hosting:configure': (input) => nothing(spaces.configureHosting(input)),
    'hosting:backups': spaces.backups,
    'hosting:backUp': (input) => nothing(spaces.backUp(input)),
    'hosting:chooseBackupFolder': spaces.chooseBackupFolder,
    'hosting:chooseBackup': spaces.chooseBackup,
    'hosting:restore': spaces.restore,
    'nearby:watch': spaces.watchNearby,

    'conversations:create': async ({ spaceId, ...input }) =>
      (await engine(spaceId)).createConversation(input),
    'conversations:join': async ({ spaceId, ...input }) =>
      nothing((await engine(spaceId)).joinConversation(input)),
    'conversations:leave': async ({ spaceId, ...input }) =>
      nothing((await engine(spaceId)).leaveConversation(input)),
    'conversations:members': async ({ spaceId, ...input }) => {
      return { userIds: await (await engine(spaceId)).members(input) };
    },

    'messages:page': async ({ spaceId, ...input }) => (await engine(spaceId)).page(input),
    'messages:thread': async ({ spaceId, ...input }) => (await engine(spaceId)).thread(input),
    'messages:get': async ({ spaceId, ...input }) => {
      return { messages: await (await engine(spaceId)).messages(input) };
    },
    'messages:search': async ({ spaceId, ...input }) => (await engine(spaceId)).search(input),
    'messages:send': async ({ spaceId, ...input }) => (await engine(spaceId)).sendMessage(input),
    'messages:edit': async ({ spaceId, ...input }) => nothing((await engine(spaceId)).editMessage(input)),
    'messages:delete': async ({ spaceId, ...input }) => nothing((await engine(spaceId)).deleteMessage(input)),
    'outbox:add': async ({ spaceId, ...input }) => (await engine(spaceId)).addToOutbox(input),
    'server:ask': async ({ spaceId, ...input }) => (await engine(spaceId)).ask(input),
    'outbox:retry': async ({ spaceId, ...input }) => nothing((await engine(spaceId)).retry(input)),
    'outbox:discard': async ({ spaceId, ...input }) => nothing((await engine(spaceId)).discard(input)),

    'reads:advance': async ({ spaceId, ...input }) => nothing((await engine(spaceId)).advanceRead(input)),
    'reads:reset': async ({ spaceId, ...input }) => nothing((await engine(spaceId)).resetRead(input)),
    'drafts:save': async ({ spaceId, ...input }) => nothing((await engine(spaceId)).saveDraft(input)),
    'typing:set': async ({ spaceId, ...input }) => {
      (await engine(spaceId)).setTyping(input);
      return {};
    },
    'space:watch': async ({ spaceId, ...input }) => {
      (await engine(spaceId)).watch(input);
      return {};
    },

    ...outside,
  };
}
