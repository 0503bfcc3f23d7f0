import type { Token } from 'markdown-it';
import { buildTree } from './buildTree.ts';
import { createParser, MOST_NESTED } from './parser.ts';
import { cachedByText } from './textCache.ts';
import { asWritten, type MarkdownTree } from './tree.ts';

/** A message of more parts than this is shown as it was written: nobody writes one, and drawing it would take long. */
const MOST_TOKENS = 6_000;

const parser = createParser();

/** Whether the parser gave up inside, or found more than is drawn. */
function isTooMuch(tokens: readonly Token[]): boolean {
  let count = tokens.length;
  for (const { level, children } of tokens) {
    count += children?.length ?? 0;
    if (level >= MOST_NESTED - 1 || count > MOST_TOKENS) return true;
  }
  return false;
}

const ALWAYS_SEEN = new Set(['hr', 'link_open', 'image']);
const WITH_WORDS = new Set(['text', 'code_inline', 'fence', 'code_block']);

/** Whether anything would be seen: `#` or `>` alone are an answer, and no empty heading or quotation. */
const showsNothing = (tokens: readonly Token[]): boolean =>
  tokens.every(
    ({ type, content, children }) =>
      !ALWAYS_SEEN.has(type) &&
      !(WITH_WORDS.has(type) && content.trim() !== '') &&
      showsNothing(children ?? []),
  );

function parse(text: string): MarkdownTree {
  const tokens = parser.parse(text, {});
  return isTooMuch(tokens) || showsNothing(tokens) ? asWritten(text) : buildTree(tokens);
}

/** The tree of a message's text: the same object for the same text, as long as that was shown not long ago. */
export const parseMarkdown: (text: string) => MarkdownTree = cachedByText(parse, {
  entries: 2_000,
  characters: 1_000_000,
});
