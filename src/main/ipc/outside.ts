import { AppFault } from '../../client/app/AppFault.ts';
import type { Asker } from '../../client/app/answer.ts';
import type { HandlersOptions } from '../../client/app/createHandlers.ts';
import type { ConversationId, SpaceId } from '../../shared/model/ids.ts';

export type OutsideOptions = {
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

/** What the system does for a window. */
export const outsideHandlers = (options: OutsideOptions): HandlersOptions['outside'] => ({
  'attention:set': (attention, asker) => {
    options.setAttention(asker, attention);
    return {};
  },
  'files:save': async ({ name, text }) => {
    return { saved: await options.saveFile(name, text) };
  },
  'links:open': async ({ url }) => {
    if (await options.openLink(url)) return {};
    throw new AppFault('invalid', 'Only web pages and mail addresses are opened.');
  },
  'clipboard:write': async ({ text }) => {
    await options.writeClipboard(text);
    return {};
  },
  'browser:askNotifications': notABrowser,
  'browser:takeOver': notABrowser,
});
