import type { ConversationView, SpaceView } from '../../shared/ipc/views.ts';
import type { UserId } from '../../shared/model/ids.ts';
import { conversationName, selectConversations, selectUsers } from '../store/selectors.ts';
import type { AppState } from '../store/state.ts';
import type { UsersById } from '../store/users.ts';

/** A conversation with the name it is listed under. */
export type Listed = { view: ConversationView; name: string };

const inOrder = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Whether a conversation has a place in the list: one that was joined, or is being. */
export const isListed = (view: ConversationView): boolean => view.joined || view.pending !== null;

const byName = (a: Listed, b: Listed): number => inOrder.compare(a.name, b.name);
const byActivity = (a: Listed, b: Listed): number =>
  (b.view.lastMessageAt ?? b.view.createdAt) - (a.view.lastMessageAt ?? a.view.createdAt) || byName(a, b);

/** The two sections of the list: channels by name with the one everyone is in first, people by who wrote last. */
export function arrangeList(
  views: readonly ConversationView[],
  users: UsersById,
  me: UserId,
  unknown: string,
): { channels: Listed[]; direct: Listed[] } {
  const named = views
    .filter(isListed)
    .map((view) => ({ view, name: conversationName(view, users, me, unknown) }));
  const channels = named.filter(({ view }) => view.kind === 'channel');
  return {
    channels: channels.sort((a, b) => Number(b.view.everyone) - Number(a.view.everyone) || byName(a, b)),
    direct: named.filter(({ view }) => view.kind !== 'channel').sort(byActivity),
  };
}

/** Every part of what is looked for begins a word of the name, or is in it: case and accents do not matter. */
export function matches(name: string, wanted: string): boolean {
  const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
  const haystack = plain(name);
  return plain(wanted)
    .replace(/^[#@]/, '')
    .split(/\s+/)
    .every((part) => haystack.includes(part));
}

/** The conversations of a space in the order of its list. */
export function listedConversations(state: AppState, space: SpaceView): ConversationView[] {
  const views = Object.values(selectConversations(state, space.spaceId));
  const { channels, direct } = arrangeList(views, selectUsers(state, space.spaceId), space.userId, '');
  return [...channels, ...direct].map(({ view }) => view);
}
