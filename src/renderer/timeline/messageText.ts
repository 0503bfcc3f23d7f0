import { parseMarkdown } from '../markdown/parseMarkdown.ts';
import { plainText } from '../markdown/plainText.ts';
import type { Block, MarkdownTree } from '../markdown/tree.ts';

const ONLY_EMOJI = /^(?:\p{RGI_Emoji}|\s)+$/v;
const MOST_LARGE_EMOJI = 10;

/** Whether a text is nothing but a few emoji, which are then shown large. */
export function isOnlyEmoji(text: string): boolean {
  if (text.length > MOST_LARGE_EMOJI * 12 || !ONLY_EMOJI.test(text)) return false;
  return [...new Intl.Segmenter().segment(text.replace(/\s/g, ''))].length <= MOST_LARGE_EMOJI;
}

/** Lines a message takes when it is folded, and how many may follow before folding is worth a click. */
export const FOLD_LINES = 24;
const FOLD_SLACK = 4;
const COLUMN = 76;

const linesOfText = (text: string): number =>
  text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / COLUMN)), 0);

function linesOf(block: Block): number {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return linesOfText(textOf(block.children));
    case 'quote':
      return sum(block.blocks);
    case 'list':
      return block.items.reduce((lines, item) => lines + sum(item.blocks), 0);
    case 'code':
      return block.text.split('\n').length + 2;
    case 'table':
      return block.rows.length + 2;
    case 'rule':
      return 1;
  }
}

type Line = Extract<Block, { kind: 'paragraph' }>['children'];

const textOf = (line: Line): string =>
  line.map((inline) => ('text' in inline ? inline.text : textOf(inline.children))).join('');

/** Blocks stand half a line apart. */
const sum = (tree: MarkdownTree): number =>
  tree.reduce((lines, block) => lines + linesOf(block), (tree.length - 1) / 2);

/** Whether a message is long enough to be folded, guessed from its lines at the width of a full column. */
export function isLong(text: string): boolean {
  if (text.length < FOLD_LINES) return false;
  return sum(parseMarkdown(text)) > FOLD_LINES + FOLD_SLACK;
}

const ACTION = /^\/me[ \t]+(?=\S)/;

/** What somebody says to be doing (`/me waves`), without the command; `null` for any other message. */
export const actionIn = (text: string): string | null =>
  ACTION.test(text) ? text.replace(ACTION, '') : null;

/** The words of a message in one line, for where it is referred to, with emoji where their short names stand. */
export const summaryOf = (text: string, emoji: ReadonlyMap<string, string> | null = null): string =>
  plainText(parseMarkdown(actionIn(text) ?? text), { emoji });
