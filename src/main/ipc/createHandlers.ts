import type { AppOutput } from '../../shared/ipc/contract.ts';
import type { Delta } from '../../shared/ipc/deltas.ts';
import type { ConversationId, SpaceId } from '../../shared/model/ids.ts';
import { AppFault } from '../AppFault.ts';
import type { SettingsFile } from '../settings/openSettings.ts';
import type { Spaces } from '../spaces/openSpaces.ts';
import type { AppHandlers, Asker } from './answer.ts';

/** What the requests are served from. */
export type HandlersOptions = {
  spaces: Spaces;
  settings: SettingsFile;
  version: string;
  platform: AppOutput<'app:load'>['platform'];
  push(delta: Delta): void;
  applyTheme(): void;
  /** Whether the link was one that may be opened. */
  openLink(url: string): Promise<boolean>;
  /** Asks where to; whether the person said so. Rejects when it could not be written. */
  saveFile(name: string, text: string): Promise<boolean>;
  writeClipboard(text: string): Promise<void> | void;
  setAttention(
    asker: Asker,
    attention: { spaceId: SpaceId | null; conversationId: ConversationId | null },
  ): void;
};

const notABrowser = (): never => {
  throw new AppFault('not_found', 'This is asked in a browser only.');
};

/** The table of the window's requests: what concerns one space goes to its engine. */
export function createHandlers(options: HandlersOptions): AppHandlers {
  const { spaces, settings, version, platform } = options;
  const { engine } = spaces;
  const nothing = async (done: Promise<unknown>): Promise<Record<string, never>> => {
    await done;
    return {};
  };

  return {
    'app:load': () => {
      return {
        spaces: spaces.views(),
        settings: settings.get(),
        platform,
        version,
        canHost: true,
        browser: null,
      };
    },
    'settings:save': async (changes) => {
      const saved = await settings.save(changes);
      options.applyTheme();
      options.push({ type: 'settings.changed', settings: saved });
      return saved;
    },

    'space:probe': spaces.probe,
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
    'attention:set': (attention, asker) => {
      options.setAttention(asker, attention);
      return {};
    },
    'space:watch': async ({ spaceId, ...input }) => {
      (await engine(spaceId)).watch(input);
      return {};
    },
    'files:save': async ({ name, text }) => {
      return { saved: await options.saveFile(name, text) };
    },
    'links:open': async ({ url }) => {
      if (await options.openLink(url)) return {};
      throw new AppFault('invalid', 'Only web pages and mail addresses are opened.');
    },
    'browser:askNotifications': notABrowser,
    'browser:takeOver': notABrowser,
    'clipboard:write': async ({ text }) => {
      await options.writeClipboard(text);
      return {};
    },
  };
}
