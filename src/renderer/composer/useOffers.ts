import { useMemo } from 'react';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { User } from '../../shared/model/user.ts';
import { searchEmoji } from '../emoji/searchEmoji.ts';
import { useEmoji } from '../emoji/useEmoji.ts';
import { useMembers } from '../members/useMembers.ts';
import { useAppState } from '../store/AppContext.tsx';
import { selectConversations, selectUsers } from '../store/selectors.ts';
import { type Command, commands } from './commands.ts';
import { MOST_OFFERED, offeredNames, offeredPeople, type Query } from './completion.ts';

/** Something to choose, and the words that it puts into the text. */
export type Offer = { key: string; words: string } & (
  | { kind: 'person'; user: User }
  | { kind: 'channel'; name: string }
  | { kind: 'emoji'; character: string; name: string }
  | { kind: 'command'; command: Command }
);

const none: readonly Offer[] = [];

/** What a query may mean. */
export function useOffers(
  space: SpaceView,
  conversation: ConversationView,
  query: Query | null,
): readonly Offer[] {
  const sign = query?.sign;
  const wanted = query?.wanted ?? '';
  const people = usePeople(space, conversation, sign === '@');
  const channels = useChannels(space, sign === '#');
  const emoji = useEmoji(sign === ':');
  return useMemo((): readonly Offer[] => {
    switch (sign) {
      case '@':
        return offeredPeople(people, wanted).map((user) => ({
          kind: 'person',
          key: user.id,
          words: `@${user.username}`,
          user,
        }));
      case '#':
        return offeredNames(channels, wanted).map((name) => ({
          kind: 'channel',
          key: name,
          words: `#${name}`,
          name,
        }));
      case ':':
        return searchEmoji(emoji?.all ?? [], wanted, MOST_OFFERED).map(({ character, names }) => ({
          kind: 'emoji',
          key: character,
          words: character,
          character,
          name: names[0] ?? '',
        }));
      case '/':
        return commands
          .filter((command) => command.name.startsWith(wanted.toLowerCase()))
          .filter((command) => command.isOffered(conversation))
          .map((command) => ({ kind: 'command', key: command.name, words: `/${command.name}`, command }));
      default:
        return none;
    }
  }, [sign, wanted, people, channels, emoji, conversation]);
}

const nobody: readonly User[] = [];

function usePeople(space: SpaceView, conversation: ConversationView, wanted: boolean): readonly User[] {
  const { memberIds } = useMembers(space, conversation);
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  return useMemo(() => {
    if (!wanted) return nobody;
    const candidates = memberIds?.flatMap((id) => users[id] ?? []) ?? Object.values(users);
    return candidates.filter(({ id }) => id !== space.userId);
  }, [wanted, memberIds, users, space.userId]);
}

const noChannels: readonly string[] = [];

function useChannels(space: SpaceView, wanted: boolean): readonly string[] {
  const held = useAppState((state) => (wanted ? selectConversations(state, space.spaceId) : null));
  return useMemo(
    () =>
      held === null
        ? noChannels
        : Object.values(held).flatMap(({ kind, name }) => (kind === 'channel' ? (name ?? []) : [])),
    [held],
  );
}
