import type { User } from '../../shared/model/user.ts';
import { matches } from '../conversations/listing.ts';

/** The characters that begin what can be completed: people, channels, emoji, commands. */
export type Sign = '@' | '#' | ':' | '/';

/** What is being typed after a sign, and where it stands in the text. */
export type Query = {
  sign: Sign;
  start: number;
  end: number;
  wanted: string;
  /** Whether people are asked for who are not in the conversation, to be added to it. */
  inviting?: true;
};

const INVITING = /^\/invite\s/i;

/** At most this many are offered at once. */
export const MOST_OFFERED = 8;

/**
 * What ends at the caret for each sign. An address such as `me@home` asks for nobody, a heading's `#` for no channel, `:)`
 * for no emoji, and a command is the first word of all.
 */
const PATTERNS: readonly [Sign, RegExp][] = [
  ['@', /(?:^|[\s([{"'*_~|])@([\p{L}\p{N}._-]{0,32})$/u],
  ['#', /(?:^|[\s([{"'*_~|])#([\p{L}\p{N}._-]{0,80})$/u],
  [':', /(?:^|[\s([{"'*_~|]):([a-z0-9_+-]{2,32})$/iu],
  ['/', /^\/([a-z]*)$/iu],
];

/** Finds what is being asked for where the caret stands. */
export function queryAt(text: string, caret: number): Query | null {
  const before = text.slice(0, caret);
  for (const [sign, pattern] of PATTERNS) {
    const wanted = pattern.exec(before)?.[1];
    if (wanted === undefined) continue;
    const query = { sign, start: caret - wanted.length - 1, end: caret, wanted };
    return sign === '@' && INVITING.test(text) ? { ...query, inviting: true } : query;
  }
  return null;
}

/** Whether someone's name begins with what is wanted. */
export const beginsWith = ({ username, displayName }: User, wanted: string): boolean =>
  username.toLowerCase().startsWith(wanted.toLowerCase()) ||
  matches(displayName.slice(0, wanted.length), wanted);

/** The people a query may mean: names that begin with it first. */
export function offeredPeople(people: readonly User[], wanted: string): User[] {
  const begins = (user: User) => Number(beginsWith(user, wanted));
  return people
    .filter(({ username, displayName }) => matches(`${username} ${displayName}`, wanted))
    .sort((a, b) => begins(b) - begins(a) || a.displayName.localeCompare(b.displayName))
    .slice(0, MOST_OFFERED);
}

/** The names a query may mean: those that begin with it first. */
export function offeredNames(names: readonly string[], wanted: string): string[] {
  const begins = (name: string) => name.toLowerCase().startsWith(wanted.toLowerCase());
  return names
    .filter((name) => matches(name, wanted))
    .sort((a, b) => Number(begins(b)) - Number(begins(a)) || a.localeCompare(b))
    .slice(0, MOST_OFFERED);
}

/** What takes the query's place: the chosen words with one blank behind them. */
export function completed(text: string, query: Query, words: string): string {
  return text.slice(query.end).startsWith(' ') ? words : `${words} `;
}
