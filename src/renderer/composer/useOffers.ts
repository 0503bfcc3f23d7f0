import { useMemo } from 'react';
import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { Audience } from '../../shared/model/audience.ts';
import { isActive, type User } from '../../shared/model/user.ts';
import type { Presence } from '../../shared/protocol/signals.ts';
import { usePermissions } from '../conversations/usePermissions.ts';
import { searchEmoji } from '../emoji/searchEmoji.ts';
import { useEmoji } from '../emoji/useEmoji.ts';
import { useMembers } from '../members/useMembers.ts';
import { useAppState } from '../store/AppContext.tsx';
import { isConnected, selectConversations, selectPresence, selectUsers } from '../store/selectors.ts';
import { type Command, commands } from './commands.ts';
import { beginsWith, MOST_OFFERED, offeredNames, offeredPeople, type Query } from './completion.ts';

/** Something to choose, and the words that it puts into the text. */
export type Offer = { key: string; words: string } & (
  | { kind: 'person'; user: User }
  /** `count` is how many others that are; `null` where it is not known. */
  | { kind: 'audience'; audience: Audience; count: number | null }
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
  const { may } = usePermissions(space, conversation);
  const inviting = query?.inviting === true;
  const people = usePeople(space, conversation, sign !== '@' ? 'nobody' : inviting ? 'others' : 'members');
  const audiences = useAudiences(space, conversation, sign === '@' && !inviting && may.callEveryone);
  const channels = useChannels(space, sign === '#');
  const emoji = useEmoji(sign === ':');
  return useMemo((): readonly Offer[] => {
    switch (sign) {
      case '@':
        return offerPeople(people, audiences, wanted);
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
          .filter((command) => command.isOffered({ conversation, may }))
          .map((command) => ({ kind: 'command', key: command.name, words: `/${command.name}`, command }));
      default:
        return none;
    }
  }, [sign, wanted, people, audiences, channels, emoji, conversation, may]);
}

/** People, and those who are called together: behind whose names begin with what is wanted, before whose hold it. */
function offerPeople(people: readonly User[], audiences: readonly Called[], wanted: string): Offer[] {
  const called = audiences.filter(({ audience }) => audience.startsWith(wanted.toLowerCase()));
  const found = offeredPeople(people, wanted).slice(0, MOST_OFFERED - called.length);
  const begin = found.filter((user) => beginsWith(user, wanted));
  return [
    ...begin.map(offerPerson),
    ...called.map(
      (one): Offer => ({ kind: 'audience', key: one.audience, words: `@${one.audience}`, ...one }),
    ),
    ...found.slice(begin.length).map(offerPerson),
  ];
}

const offerPerson = (user: User): Offer => ({
  kind: 'person',
  key: user.id,
  words: `@${user.username}`,
  user,
});

const nobody: readonly User[] = [];

/** Those who are in the conversation but oneself, or those who are not. */
function usePeople(
  space: SpaceView,
  conversation: ConversationView,
  wanted: 'nobody' | 'members' | 'others',
): readonly User[] {
  const { memberIds } = useMembers(space, conversation);
  const users = useAppState((state) => selectUsers(state, space.spaceId));
  return useMemo(() => {
    if (wanted === 'nobody') return nobody;
    const members = new Set(memberIds);
    return Object.values(users).filter((user) => {
      const { id } = user;
      if (id === space.userId || !isActive(user)) return false;
      return memberIds === null || members.has(id) === (wanted === 'members');
    });
  }, [wanted, memberIds, users, space.userId]);
}

type Called = { audience: Audience; count: number | null };
const noAudiences: readonly Called[] = [];

/** Whom one may call together, and how many others that are. */
function useAudiences(space: SpaceView, conversation: ConversationView, wanted: boolean): readonly Called[] {
  const { memberIds } = useMembers(space, conversation);
  const presence = useAppState((state) => selectPresence(state, space.spaceId));
  const connected = isConnected(space);
  return useMemo(() => {
    if (!wanted) return noAudiences;
    const others = memberIds?.filter((id) => id !== space.userId) ?? null;
    const here = others?.filter((id) => isHere(presence.get(id)?.presence)) ?? null;
    return [
      { audience: 'here', count: connected && here !== null ? here.length : null },
      { audience: 'everyone', count: others?.length ?? null },
    ];
  }, [wanted, memberIds, presence, connected, space.userId]);
}

/** Who is at their computer, though they may not wish to be disturbed. */
const isHere = (presence: Presence | undefined): boolean => presence === 'online' || presence === 'busy';

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
