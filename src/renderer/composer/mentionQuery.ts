import type { User } from '../../shared/model/user.ts';
import { matches } from '../conversations/listing.ts';

/** What is being typed after an `@`, and where it stands in the text. */
export type MentionQuery = { start: number; end: number; wanted: string };

/** At most this many people are offered at once. */
export const MOST_OFFERED = 8;

/** Finds the `@…` that ends at the caret; an address such as `me@home` is none. */
export function mentionAt(text: string, caret: number): MentionQuery | null {
  const match = /(?:^|[\s([{"'])@([\p{L}\p{N}._-]{0,32})$/u.exec(text.slice(0, caret));
  if (match === null) return null;
  const wanted = match[1] ?? '';
  return { start: caret - wanted.length - 1, end: caret, wanted };
}

/** The people a query may mean: names that begin with it first. */
export function offeredPeople(people: readonly User[], wanted: string): User[] {
  const begins = ({ username, displayName }: User) =>
    username.toLowerCase().startsWith(wanted.toLowerCase()) ||
    matches(displayName.slice(0, wanted.length), wanted);
  return people
    .filter(({ username, displayName }) => matches(`${username} ${displayName}`, wanted))
    .sort((a, b) => Number(begins(b)) - Number(begins(a)) || a.displayName.localeCompare(b.displayName))
    .slice(0, MOST_OFFERED);
}

/** The text with the query replaced by the person's username, and where the caret then stands. */
export function completeMention(
  text: string,
  query: MentionQuery,
  username: string,
): { text: string; caret: number } {
  const after = text.slice(query.end);
  const gap = after.startsWith(' ') ? '' : ' ';
  return {
    text: `${text.slice(0, query.start)}@${username}${gap}${after}`,
    caret: query.start + username.length + 2,
  };
}
