import { MAX_GROUP } from '../../shared/model/conversation.ts';
import type { UserId } from '../../shared/model/ids.ts';
import { topicSchema } from '../../shared/model/text.ts';
import type { User } from '../../shared/model/user.ts';
import { addPeople, changeConversation } from '../actions/governing.ts';
import { selectConversations, selectUsers } from '../store/selectors.ts';
import { checkChannelName, type Wrong } from '../welcome/checks.ts';
import type { Command, CommandContext, Outcome } from './commands.ts';

const wrong = (problem: Wrong): Outcome => ({ kind: 'problem', problem });

function setTopic({ app, where }: CommandContext, words: string): Outcome {
  const topic = words.trim();
  if (topic === '') return wrong({ key: 'command.needsTopic' });
  if (!topicSchema.safeParse(topic).success) return wrong({ key: 'details.badTopic' });
  void changeConversation(app, where, { topic });
  return { kind: 'done' };
}

function rename({ app, where, conversation }: CommandContext, words: string): Outcome {
  const name = words.trim().replace(/^#/, '');
  if (name === '') return wrong({ key: 'command.needsName' });
  const found = checkChannelName(name);
  if (found !== null) return wrong(found);
  const taken = Object.values(selectConversations(app.store.getState(), where.spaceId)).some(
    (other) =>
      other.id !== conversation.id &&
      !other.private &&
      !conversation.private &&
      other.name?.toLowerCase() === name.toLowerCase(),
  );
  if (taken) return wrong({ key: 'error.channelTaken' });
  if (name !== conversation.name) void changeConversation(app, where, { name });
  return { kind: 'done' };
}

/** The person a word names, with or without its @ and whatever the sentence puts behind it. */
function personNamed(users: readonly User[], word: string): User | undefined {
  const name = word.replace(/^@/, '').toLowerCase();
  const called = (wanted: string) => users.find(({ username }) => username.toLowerCase() === wanted);
  return called(name) ?? called(name.replace(/[.,;:]+$/, ''));
}

function invite({ app, where, conversation, memberIds }: CommandContext, words: string): Outcome {
  const users = Object.values(selectUsers(app.store.getState(), where.spaceId));
  const named = words.split(/[\s,;]+/).filter((word) => word !== '');
  if (named.length === 0) return wrong({ key: 'command.needsPeople' });
  const invited = new Map<UserId, User>();
  for (const word of named) {
    const user = personNamed(users, word);
    if (user === undefined)
      return wrong({ key: 'command.noPerson', values: { name: word.replace(/^@/, '') } });
    invited.set(user.id, user);
  }
  const [first] = invited.values();
  const fresh = [...invited.keys()].filter((id) => memberIds?.includes(id) !== true);
  if (fresh.length === 0)
    return wrong({ key: 'command.isIn', values: { count: invited.size, name: first?.displayName ?? '' } });
  if (conversation.kind === 'group' && conversation.memberIds.length + fresh.length > MAX_GROUP)
    return wrong({ key: 'newMessage.full', values: { count: MAX_GROUP } });
  void addPeople(app, where, fresh);
  return { kind: 'done' };
}

/** Commands that change a conversation for all who are in it: offered to who may. */
export const governingCommands: readonly Command[] = [
  {
    name: 'topic',
    args: 'command.topicArgs',
    about: 'command.topic',
    isOffered: ({ may }) => may.describe,
    run: setTopic,
  },
  {
    name: 'invite',
    args: 'command.inviteArgs',
    about: 'command.invite',
    isOffered: ({ may }) => may.addMembers,
    run: invite,
  },
  {
    name: 'rename',
    args: 'command.renameArgs',
    about: 'command.rename',
    isOffered: ({ may }) => may.rename,
    run: rename,
  },
  {
    name: 'archive',
    args: null,
    about: 'command.archive',
    isOffered: ({ may }) => may.archive,
    run: ({ app, where }) => {
      void changeConversation(app, where, { archived: true });
      return { kind: 'done' };
    },
  },
];
