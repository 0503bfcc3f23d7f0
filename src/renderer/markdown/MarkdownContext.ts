import { createContext } from 'react';
import type { Names } from './splitText.ts';

/** What the words of a message are seen with. */
export type Reading = Names & {
  /** One's own username, in lower case: mentions of it stand out. */
  mine: string;
  /** Emoji by their short names, or `null` as long as they are not known. */
  emoji: ReadonlyMap<string, string> | null;
  /** Words to mark, as a search does. */
  marks: readonly string[];
};

export const MarkdownContext = createContext<Reading | null>(null);
