/** A run of text within a line. Line breaks are characters of the text. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'strong' | 'emphasis' | 'strike' | 'spoiler'; children: readonly Inline[] }
  | { kind: 'link'; url: string; children: readonly Inline[] };

export type ListItem = {
  /** Whether a task is done; `null` for what is no task. */
  done: boolean | null;
  blocks: readonly Block[];
};

export type Alignment = 'start' | 'center' | 'end';

export type TableCell = { align: Alignment; children: readonly Inline[] };

/** A part of a message that stands on lines of its own. */
export type Block =
  | { kind: 'paragraph'; children: readonly Inline[] }
  | { kind: 'heading'; level: number; children: readonly Inline[] }
  | { kind: 'quote'; blocks: readonly Block[] }
  | { kind: 'list'; ordered: boolean; start: number; items: readonly ListItem[] }
  | { kind: 'code'; language: string; text: string }
  | { kind: 'table'; head: readonly TableCell[]; rows: readonly (readonly TableCell[])[] }
  | { kind: 'rule' };

/** A message's text, parsed. */
export type MarkdownTree = readonly Block[];

/** A text that is shown as it was written. */
export const asWritten = (text: string): MarkdownTree => [
  { kind: 'paragraph', children: [{ kind: 'text', text }] },
];
