import type { ConversationId } from '../../shared/model/ids.ts';
import type { Message } from '../../shared/model/message.ts';

/** What is searched: the conversation that is open, or all. */
export type SearchScope = 'here' | 'everywhere';

/** What is looked for, and what of it has been found. */
export type Search = {
  text: string;
  scope: SearchScope;
  /** The words that the found messages hold. */
  words: readonly string[];
  status: 'nothing' | 'searching' | 'ready' | 'failed';
  /** Where it was looked: `null` is everywhere. */
  within: ConversationId | null;
  /** Newest first. */
  hits: readonly Message[];
  next: number | null;
  complete: boolean;
  /** Goes up with each question: an answer to an earlier one comes too late. */
  question: number;
  /** Goes up each time the field is to have the focus. */
  asked: number;
};

export type SearchSlice = { search: Search };

/** Takes in how found messages are now; what is deleted is found no longer. */
export function changeHits({ search }: SearchSlice, messages: readonly Message[]): Partial<SearchSlice> {
  const changed = new Map(messages.map((message) => [message.id, message]));
  if (!search.hits.some(({ id }) => changed.has(id))) return {};
  const hits = search.hits.map((hit) => changed.get(hit.id) ?? hit);
  return { search: { ...search, hits: hits.filter(({ deletedAt }) => deletedAt === null) } };
}

export const initialSearch: SearchSlice = {
  search: {
    text: '',
    scope: 'here',
    words: [],
    status: 'nothing',
    within: null,
    hits: [],
    next: null,
    complete: true,
    question: 0,
    asked: 0,
  },
};
