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
  /** Goes up each time the field is to have the focus. */
  asked: number;
};

export type SearchSlice = { search: Search };

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
    asked: 0,
  },
};
