import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import { partnerOf } from '../../shared/model/conversation.ts';
import type { EntryKey, EntryValue } from '../../shared/model/entry.ts';
import type { ConversationId, UserId } from '../../shared/model/ids.ts';
import { userStream } from '../../shared/model/stream.ts';
import { placeOf, shownEntries } from '../store/entries.ts';
import { conversationName, selectConversations, selectOutbox, selectUsers } from '../store/selectors.ts';
import type { AppState } from '../store/state.ts';
import type { UsersById } from '../store/users.ts';

/** A conversation with the name it is listed under. */
export type Listed = { view: ConversationView; name: string };

export type SectionId = EntryKey<'section'>;
export type OwnSections = ReadonlyMap<SectionId, EntryValue<'section'>>;

/** How a person has arranged their list. */
export type Arrangement = {
  favourites: ReadonlyMap<ConversationId, EntryValue<'favourite'>>;
  sections: OwnSections;
};

/** One section of the list: an own one has an id of its own and a name. */
export type ListSection = { listed: Listed[] } & (
  | { kind: 'favourites' | 'channels' | 'direct'; id: string; name: null }
  | { kind: 'own'; id: SectionId; name: string }
);

const inOrder = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Whether a conversation has a place in the list: one that was joined, or is being. */
export const isListed = (view: ConversationView): boolean => view.joined || view.pending !== null;

/** What is archived stands in the list only while there is something to read in it, or it is being read. */
const isShelved = (view: ConversationView, shownId: ConversationId | undefined): boolean =>
  view.archivedAt !== undefined && view.unread === 0 && view.id !== shownId;

/** All but the direct messages with people whom one has blocked. */
export const unblocked = (
  views: readonly ConversationView[],
  blocked: ReadonlyMap<UserId, unknown>,
  me: UserId,
): ConversationView[] =>
  views.filter((view) => {
    const partner = partnerOf(view, me);
    return partner === undefined || !blocked.has(partner);
  });

const byName = (a: Listed, b: Listed): number => inOrder.compare(a.name, b.name);
const byActivity = (a: Listed, b: Listed): number =>
  (b.view.lastMessageAt ?? b.view.createdAt) - (a.view.lastMessageAt ?? a.view.createdAt) || byName(a, b);
const everyoneFirst = (a: Listed, b: Listed): number =>
  Number(b.view.everyone) - Number(a.view.everyone) || byName(a, b);
/** What a person has put together stays where it is, whatever is written: channels first, each by name. */
const channelsFirst = (a: Listed, b: Listed): number =>
  Number(b.view.kind === 'channel') - Number(a.view.kind === 'channel') || byName(a, b);

/** Own sections in their order. */
export const orderSections = (sections: OwnSections): [SectionId, EntryValue<'section'>][] =>
  [...sections].sort(([a, one], [b, other]) => one.position - other.position || (a < b ? -1 : 1));

/** The own section that a conversation stands in, which is the first that names it. */
export const sectionOf = (sections: OwnSections, id: ConversationId): SectionId | undefined =>
  orderSections(sections).find(([, { conversationIds }]) => conversationIds.includes(id))?.[0];

/**
 * The sections of the list, in each of which a conversation stands once at most: favourites, where there are any, own
 * sections, channels by name with the one everyone is in first, people by who wrote last.
 */
export function arrangeList(
  listed: readonly Listed[],
  { favourites, sections }: Arrangement,
  shownId?: ConversationId,
): ListSection[] {
  const left = new Set(listed.filter(({ view }) => isListed(view) && !isShelved(view, shownId)));
  const take = (belongs: (one: Listed) => boolean): Listed[] => {
    const taken = [...left].filter(belongs);
    for (const one of taken) left.delete(one);
    return taken;
  };
  const favoured = take(({ view }) => favourites.has(view.id)).sort(channelsFirst);
  const own = orderSections(sections).map(([id, { name, conversationIds }]): ListSection => {
    const members = new Set(conversationIds);
    return { kind: 'own', id, name, listed: take(({ view }) => members.has(view.id)).sort(channelsFirst) };
  });
  const channels = take(({ view }) => view.kind === 'channel').sort(everyoneFirst);
  const direct = [...left].sort(byActivity);
  return [
    ...(favoured.length > 0
      ? [{ kind: 'favourites' as const, id: 'favourites', name: null, listed: favoured }]
      : []),
    ...own,
    { kind: 'channels', id: 'channels', name: null, listed: channels },
    { kind: 'direct', id: 'direct', name: null, listed: direct },
  ];
}

/** Conversations with their names. */
export const nameAll = (
  views: readonly ConversationView[],
  users: UsersById,
  me: UserId,
  unknown: string,
): Listed[] => views.map((view) => ({ view, name: conversationName(view, users, me, unknown) }));

/** Every part of what is looked for begins a word of the name, or is in it: case and accents do not matter. */
export function matches(name: string, wanted: string): boolean {
  const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
  const haystack = plain(name);
  return plain(wanted)
    .replace(/^[#@]/, '')
    .split(/\s+/)
    .every((part) => haystack.includes(part));
}

/** How a person has arranged the list of a space. */
export function selectArrangement(state: AppState, { spaceId, userId }: SpaceView): Arrangement {
  const stream = userStream(userId);
  const outbox = selectOutbox(state, spaceId);
  const entries = <K extends 'favourite' | 'section'>(kind: K) =>
    shownEntries(kind, stream, state.entries[spaceId]?.[placeOf(kind, stream)], outbox, userId);
  return { favourites: entries('favourite'), sections: entries('section') };
}

/** The conversations of a space in the order of its list. */
export function listedConversations(state: AppState, space: SpaceView): ConversationView[] {
  const { spaceId, userId } = space;
  const own = userStream(userId);
  const held = state.entries[spaceId]?.[placeOf('blocked', own)];
  const blocked = shownEntries('blocked', own, held, selectOutbox(state, spaceId), userId);
  const views = unblocked(Object.values(selectConversations(state, spaceId)), blocked, userId);
  const named = nameAll(views, selectUsers(state, spaceId), userId, '');
  return arrangeList(named, selectArrangement(state, space), state.shown[spaceId]).flatMap(({ listed }) =>
    listed.map(({ view }) => view),
  );
}
