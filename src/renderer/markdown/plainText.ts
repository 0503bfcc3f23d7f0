import type { Block, Inline, ListItem, MarkdownTree } from './tree.ts';

/** Stands for what a spoiler hides, whatever its length. */
const HIDDEN = '▒▒▒▒▒';
/** What is shown in one line needs no more than this. */
const MOST_CHARACTERS = 300;

/** The words of a line without its marks. */
export const oneLine = (inlines: readonly Inline[]): string =>
  inlines
    .map((inline) => {
      if (inline.kind === 'text' || inline.kind === 'code') return inline.text;
      return inline.kind === 'spoiler' ? HIDDEN : oneLine(inline.children);
    })
    .join('');

const ofItem = ({ done, blocks }: ListItem, sign: string): string =>
  `${done === null ? sign : done ? '☑' : '☐'} ${plainText(blocks)}`;

function ofBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return oneLine(block.children);
    case 'quote':
      return plainText(block.blocks);
    case 'list':
      return block.items
        .map((item, index) => ofItem(item, block.ordered ? `${block.start + index}.` : '•'))
        .join(' ');
    case 'code':
      return block.text;
    case 'table':
      return [block.head, ...block.rows]
        .map((cells) => cells.map(({ children }) => oneLine(children)).join(' · '))
        .join(' ');
    case 'rule':
      return '';
  }
}

/** The words of a message in one line, without its marks and without what its spoilers hide. */
export const plainText = (tree: MarkdownTree, most = MOST_CHARACTERS): string =>
  tree.map(ofBlock).join(' ').replace(/\s+/g, ' ').trim().slice(0, most).toWellFormed();
