import { expandShortcodes } from '../emoji/shortcodes.ts';
import type { Block, Inline, ListItem, MarkdownTree } from './tree.ts';

/** Stands for what a spoiler hides, whatever its length. */
const HIDDEN = '▒▒▒▒▒';
/** What is shown in one line needs no more than this. */
const MOST_CHARACTERS = 300;

/** Emoji by the short names that stand for them. */
type EmojiByName = ReadonlyMap<string, string> | null;

/** The words of a line without its marks. */
export const oneLine = (inlines: readonly Inline[], emoji: EmojiByName = null): string =>
  inlines
    .map((inline) => {
      if (inline.kind === 'text') return expandShortcodes(inline.text, emoji);
      if (inline.kind === 'code') return inline.text;
      return inline.kind === 'spoiler' ? HIDDEN : oneLine(inline.children, emoji);
    })
    .join('');

const ofItem = ({ done, blocks }: ListItem, sign: string, emoji: EmojiByName): string =>
  `${done === null ? sign : done ? '☑' : '☐'} ${ofBlocks(blocks, emoji)}`;

const ofBlocks = (tree: MarkdownTree, emoji: EmojiByName): string =>
  tree.map((block) => ofBlock(block, emoji)).join(' ');

function ofBlock(block: Block, emoji: EmojiByName): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return oneLine(block.children, emoji);
    case 'quote':
      return ofBlocks(block.blocks, emoji);
    case 'list':
      return block.items
        .map((item, index) => ofItem(item, block.ordered ? `${block.start + index}.` : '•', emoji))
        .join(' ');
    case 'code':
      return block.text;
    case 'table':
      return [block.head, ...block.rows]
        .map((cells) => cells.map(({ children }) => oneLine(children, emoji)).join(' · '))
        .join(' ');
    case 'rule':
      return '';
  }
}

/** The words of a message in one line, without its marks and without what its spoilers hide. */
export const plainText = (
  tree: MarkdownTree,
  { most = MOST_CHARACTERS, emoji = null }: { most?: number; emoji?: EmojiByName } = {},
): string => ofBlocks(tree, emoji).replace(/\s+/g, ' ').trim().slice(0, most).toWellFormed();
