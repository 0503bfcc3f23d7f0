import type { ParseKeys } from 'i18next';
import type { ConversationView } from '../../shared/ipc/views.ts';
import { muteConversation } from '../actions/arrange.ts';
import { leaveConversation } from '../actions/conversations.ts';
import type { Where } from '../actions/messages.ts';
import type { App } from '../store/app.ts';

/** What a command comes to: words that are sent, words for the field, an end, or what is wrong with it. */
export type Outcome =
  | { kind: 'send'; text: string }
  | { kind: 'write'; text: string }
  | { kind: 'done' }
  | { kind: 'problem'; problem: 'command.needsWords' };

export type CommandContext = { app: App; where: Where; conversation: ConversationView };

/** Something that is done by writing it as a message that begins with `/`. */
export type Command = {
  /** What is typed after the `/`. */
  name: string;
  /** Names what may follow; `null` when nothing does. */
  args: ParseKeys | null;
  about: ParseKeys;
  /** Whether it can be done in a conversation. */
  isOffered(conversation: ConversationView): boolean;
  /** Carries it out; `words` is what follows the name. */
  run(context: CommandContext, words: string): Outcome;
};

const everywhere = (): boolean => true;
/** As Markdown, in which the arm and the hands would otherwise be marks. */
const SHRUG = '¯\\\\\\_(ツ)\\_/¯';

/** All commands there are, in the order in which they are offered. */
export const commands: readonly Command[] = [
  {
    name: 'me',
    args: 'command.meArgs',
    about: 'command.me',
    isOffered: everywhere,
    run: (_, words) =>
      words === ''
        ? { kind: 'problem', problem: 'command.needsWords' }
        : { kind: 'send', text: `/me ${words}` },
  },
  {
    name: 'shrug',
    args: 'command.shrugArgs',
    about: 'command.shrug',
    isOffered: everywhere,
    run: (_, words) => ({ kind: 'send', text: words === '' ? SHRUG : `${words} ${SHRUG}` }),
  },
  {
    name: 'mute',
    args: null,
    about: 'command.mute',
    isOffered: ({ joined }) => joined,
    run: ({ app, where }) => {
      muteConversation(app, where, null);
      return { kind: 'done' };
    },
  },
  {
    name: 'unmute',
    args: null,
    about: 'command.unmute',
    isOffered: ({ joined }) => joined,
    run: ({ app, where }) => {
      muteConversation(app, where, undefined);
      return { kind: 'done' };
    },
  },
  {
    name: 'leave',
    args: null,
    about: 'command.leave',
    isOffered: ({ kind, everyone, joined }) => kind === 'channel' && !everyone && joined,
    run: ({ app, where }) => {
      void leaveConversation(app, where.spaceId, where.conversationId);
      return { kind: 'done' };
    },
  },
  {
    name: 'help',
    args: null,
    about: 'command.help',
    isOffered: everywhere,
    run: () => ({ kind: 'write', text: '/' }),
  },
];

/** A message that is a command: its first word is `/` and letters, so that a path such as `/etc/hosts` is none. */
const COMMAND = /^\/([a-z]+)(?:\s+([\s\S]*))?$/i;

/** The command that a text is and what follows it; `command` is `null` when there is none of that name here. */
export function commandIn(
  text: string,
  conversation: ConversationView,
): { name: string; command: Command | null; words: string } | null {
  const match = COMMAND.exec(text.trimEnd());
  if (match === null) return null;
  const name = (match[1] ?? '').toLowerCase();
  const command = commands.find((one) => one.name === name && one.isOffered(conversation)) ?? null;
  return { name, command, words: match[2] ?? '' };
}
