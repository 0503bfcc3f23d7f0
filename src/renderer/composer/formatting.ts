/** How a stretch of text can be marked. */
export type Format = 'bold' | 'italic' | 'code' | 'link';

/** A stretch of the text, the words that take its place, and what is selected then. */
export type Change = {
  range: { start: number; end: number };
  words: string;
  selection: { start: number; end: number };
};

const MARKS = { bold: '**', italic: '*', code: '`' } as const;

/** Puts marks around the selection, or takes them off when it stands between them already. */
function marked(text: string, start: number, end: number, before: string, after: string): Change {
  const inner = text.slice(start, end);
  const outside = { start: start - before.length, end: end + after.length };
  const doubled = before === '*' && text.slice(start - 2, start) === '**' && text[start - 3] !== '*';
  if (text.slice(outside.start, start) === before && text.slice(end, outside.end) === after && !doubled) {
    return {
      range: outside,
      words: inner,
      selection: { start: outside.start, end: outside.start + inner.length },
    };
  }
  const from = start + before.length;
  return {
    range: { start, end },
    words: `${before}${inner}${after}`,
    selection: { start: from, end: from + inner.length },
  };
}

/** `[words](address)`, with the caret where what is missing is written. */
function linked(text: string, start: number, end: number): Change {
  const inner = text.slice(start, end);
  const isAddress = /^(?:https?:\/\/|mailto:)\S+$/i.test(inner);
  const caret = isAddress ? start + 1 : start + inner.length + (inner === '' ? 1 : 3);
  return {
    range: { start, end },
    words: isAddress ? `[](${inner})` : `[${inner}]()`,
    selection: { start: caret, end: caret },
  };
}

/** What a format does with the selection. Blanks at its ends stay outside the marks, or they would be none. */
export function format(text: string, selection: { start: number; end: number }, how: Format): Change {
  const chosen = text.slice(selection.start, selection.end);
  const words = chosen.trim();
  const start = words === '' ? selection.start : selection.start + chosen.indexOf(words);
  const end = words === '' ? selection.end : start + words.length;
  if (how === 'link') return linked(text, start, end);
  if (how === 'code' && words.includes('\n')) return marked(text, start, end, '```\n', '\n```');
  return marked(text, start, end, MARKS[how], MARKS[how]);
}
