import type { ParseKeys } from 'i18next';
import type { ConversationView } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import type { Permissions } from '../../shared/model/permissions.ts';
import { muteConversation } from '../actions/arrange.ts';
import { leaveConversation } from '../actions/conversations.ts';
import type { Where } from '../actions/messages.ts';
import type { App } from '../store/app.ts';
import type { Wrong } from '../welcome/checks.ts';
import { governingCommands } from './governingCommands.ts';

/** What a command comes to: words that are sent, words for the field, an end, or what is wrong with it. */
export type Outcome =
  | { kind: 'send'; text: string }
  | { kind: 'write'; text: string }
  | { kind: 'done' }
  | { kind: 'problem'; problem: Wrong };

/** Where a command is written, and what its writer may do there. */
export type CommandPlace = { conversation: ConversationView; may: Permissions };

export type CommandContext = CommandPlace & {
  app: App;
  where: Where;
  /** Who is in the conversation; `null` while that is not known. */
  memberIds: readonly UserId[] | null;
};

/** Something that is done by writing it as a message that begins with `/`. */
export type Command = {
  /** What is typed after the `/`. */
  name: string;
  /** Names what may follow; `null` when nothing does. */
  args: ParseKeys | null;
  about: ParseKeys;
  /** Whether it can be done there. */
  isOffered(place: CommandPlace): boolean;
  /** Carries it out; `words` is what follows the name. */
  run(context: CommandContext, words: string): Outcome;
};

const everywhere = (): boolean => true;
/** One that is still to be made has no name yet by which anything could be kept of it. */
const isMade: Command['isOffered'] = ({ conversation }) =>
  conversation.joined && conversation.pending !== 'creating';
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
        ? { kind: 'problem', problem: { key: 'command.needsWords' } }
        : { kind: 'send', text: `/me ${words}` },
  },
  {
    name: 'shrug',
    args: 'command.shrugArgs',
    about: 'command.shrug',
    isOffered: everywhere,
    run: (_, words) => ({ kind: 'send', text: words === '' ? SHRUG : `${words} ${SHRUG}` }),
  },
  ...governingCommands,
  {
    name: 'mute',
    args: null,
    about: 'command.mute',
    isOffered: isMade,
    run: ({ app, where }) => {
      muteConversation(app, where, null);
      return { kind: 'done' };
    },
  },
  {
    name: 'unmute',
    args: null,
    about: 'command.unmute',
    isOffered: isMade,
    run: ({ app, where }) => {
      muteConversation(app, where, undefined);
      return { kind: 'done' };
    },
  },
  {
    name: 'leave',
    args: null,
    about: 'command.leave',
    isOffered: ({ may }) => may.leave,
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

/** A text that is a command by its form: what it names, whether or not there is such a one, and what follows. */
export type Written = { name: string; command: Command | null; words: string };

/** The command that a text is and what follows it; `command` is `null` when there is none of that name. */
export function commandIn(text: string): Written | null {
  const match = COMMAND.exec(text.trimEnd());
  if (match === null) return null;
  const name = (match[1] ?? '').toLowerCase();
  return { name, command: commands.find((one) => one.name === name) ?? null, words: match[2] ?? '' };
}

/** Carries out a command, or says why it cannot be. */
export function runCommand({ name, command, words }: Written, context: CommandContext): Outcome {
  const wrong = (key: 'command.unknown' | 'command.notHere' | 'command.takesNothing'): Outcome => ({
    kind: 'problem',
    problem: { key, values: { name } },
  });
  if (command === null) return wrong('command.unknown');
  if (!command.isOffered(context)) return wrong('command.notHere');
  if (command.args === null && words !== '') return wrong('command.takesNothing');
  return command.run(context, words);
}
