import type { Token } from 'markdown-it';
import { mayOpen } from './addresses.ts';
import { oneLine } from './plainText.ts';
import { shownAddress } from './shownAddress.ts';
import type { Alignment, Block, Inline, ListItem, MarkdownTree, TableCell } from './tree.ts';

/** Goes through the parser's tokens, which open and close one another, and puts what is between them into a tree. */
class Builder {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The next token, which is then behind; `null` when it is the end of what is open. */
  #next(): Token | null {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    return token === undefined || token.nesting === -1 ? null : token;
  }

  blocks(): Block[] {
    const blocks: Block[] = [];
    for (let token = this.#next(); token !== null; token = this.#next()) blocks.push(...this.#block(token));
    return blocks;
  }

  #block(token: Token): Block[] {
    switch (token.type) {
      case 'paragraph_open':
        return [{ kind: 'paragraph', children: this.#line() }];
      case 'heading_open':
        return [{ kind: 'heading', level: Number(token.tag.slice(1)), children: this.#line() }];
      case 'blockquote_open':
        return [{ kind: 'quote', blocks: this.blocks() }];
      case 'bullet_list_open':
      case 'ordered_list_open':
        return [this.#list(token)];
      case 'fence':
      case 'code_block':
        return [codeBlock(token)];
      case 'table_open':
        return [this.#table()];
      case 'hr':
        return [{ kind: 'rule' }];
      default:
        throw new Error(`a block of an unknown kind: ${token.type}`);
    }
  }

  /** The text of a block that holds nothing else, up to its end. */
  #line(): Inline[] {
    const children: Inline[] = [];
    for (let token = this.#next(); token !== null; token = this.#next()) {
      children.push(...new Builder(token.children ?? []).inlines());
    }
    return children;
  }

  #list(open: Token): Block {
    const items: ListItem[] = [];
    while (this.#next() !== null) items.push(asTask(this.blocks()));
    const ordered = open.type === 'ordered_list_open';
    return { kind: 'list', ordered, start: Number(open.attrGet('start') ?? 1), items };
  }

  #table(): Block {
    const rows: TableCell[][] = [];
    while (this.#next() !== null) {
      while (this.#next() !== null) {
        const cells: TableCell[] = [];
        for (let cell = this.#next(); cell !== null; cell = this.#next()) {
          cells.push({ align: alignment(cell), children: this.#line() });
        }
        rows.push(cells);
      }
    }
    const [head = [], ...body] = rows;
    return { kind: 'table', head, rows: body };
  }

  inlines(): Inline[] {
    const inlines: Inline[] = [];
    for (let token = this.#next(); token !== null; token = this.#next()) {
      const inline = this.#inline(token);
      const last = inlines.at(-1);
      if (inline.kind === 'text' && last?.kind === 'text') {
        inlines[inlines.length - 1] = { kind: 'text', text: last.text + inline.text };
      } else if (inline.kind !== 'text' || inline.text !== '') inlines.push(inline);
    }
    return inlines;
  }

  #inline(token: Token): Inline {
    switch (token.type) {
      case 'text':
        return { kind: 'text', text: token.content };
      case 'softbreak':
      case 'hardbreak':
        return { kind: 'text', text: '\n' };
      case 'code_inline':
        return { kind: 'code', text: token.content };
      case 'em_open':
        return { kind: 'emphasis', children: this.inlines() };
      case 'strong_open':
        return { kind: 'strong', children: this.inlines() };
      case 's_open':
        return { kind: 'strike', children: this.inlines() };
      case 'spoiler_open':
        return { kind: 'spoiler', children: this.inlines() };
      case 'link_open':
        return link(String(token.attrGet('href')), this.inlines());
      case 'image':
        // Nothing is fetched from elsewhere for being written about.
        return link(String(token.attrGet('src')), new Builder(token.children ?? []).inlines());
      default:
        throw new Error(`text of an unknown kind: ${token.type}`);
    }
  }
}

function codeBlock(token: Token): Block {
  const language = token.info.trim().split(/\s/, 1)[0] ?? '';
  return { kind: 'code', language, text: token.content.replace(/\n$/, '') };
}

function alignment(cell: Token): Alignment {
  const style = String(cell.attrGet('style') ?? '');
  if (style.endsWith('center')) return 'center';
  return style.endsWith('right') ? 'end' : 'start';
}

const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * A link never hides where it leads: without visible words, or with the words of another address, that is shown. One
 * that leads nowhere, which is what the parser makes of `[words]()`, is text.
 */
function link(url: string, children: readonly Inline[]): Inline {
  const words = oneLine(children);
  if (!mayOpen(url)) return { kind: 'text', text: `[${words}](${url})` };
  if (!VISIBLE.test(words)) return { kind: 'link', url, children: [{ kind: 'text', text: url }] };
  const host = shownAddress(words, url);
  const added: Inline[] = host === null ? [] : [{ kind: 'text', text: ` (${host})` }];
  return { kind: 'link', url, children: [...children, ...added] };
}

const TASK = /^\[([ xX])\] /;

/** A list's item that begins with `[ ]` or `[x]` is a task. */
function asTask(blocks: readonly Block[]): ListItem {
  const [first, ...rest] = blocks;
  const text = first?.kind === 'paragraph' ? first.children[0] : undefined;
  const match = text?.kind === 'text' ? TASK.exec(text.text) : null;
  if (first?.kind !== 'paragraph' || text?.kind !== 'text' || match === null) return { done: null, blocks };
  const children: Inline[] = [
    { kind: 'text', text: text.text.slice(match[0].length) },
    ...first.children.slice(1),
  ];
  return { done: match[1] !== ' ', blocks: [{ kind: 'paragraph', children }, ...rest] };
}

/** Puts a parser's tokens into a tree. */
export const buildTree = (tokens: readonly Token[]): MarkdownTree => new Builder(tokens).blocks();
