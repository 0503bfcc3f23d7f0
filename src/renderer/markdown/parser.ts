import MarkdownIt, { type MarkdownIt as Parser, type StateBlock } from 'markdown-it';
import { mayOpen } from './addresses.ts';
import { plainTextRule, spoilerRule } from './spoilerRule.ts';

/** Blocks and emphasis inside one another; what is deeper is shown as it was written. */
export const MOST_NESTED = 20;
/** Cells a table may have; a larger one is shown as it was written. */
const MOST_CELLS = 1_500;

const DELIMITER_ROW = /^[\s|:-]*\|[\s|:-]*$/;

/** Where the lines that would be a table end, if that would have more cells than are shown. */
function endOfHugeTable(state: StateBlock, startLine: number, endLine: number): number | null {
  const lineAt = (line: number) => state.src.slice(state.bMarks[line], state.eMarks[line]);
  if (startLine + 2 > endLine || !DELIMITER_ROW.test(lineAt(startLine + 1))) return null;
  const columns = lineAt(startLine).split('|').length;
  let line = startLine;
  while (line < endLine && !state.isEmpty(line)) line += 1;
  return (line - startLine) * columns > MOST_CELLS ? line : null;
}

/** Takes a table that is too large as a paragraph. */
function hugeTableRule(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const end = silent ? null : endOfHugeTable(state, startLine, endLine);
  if (end === null) return false;
  state.line = end;
  state.push('paragraph_open', 'p', 1);
  const lines = state.push('inline', '', 0);
  lines.content = state.getLines(startLine, end, state.blkIndent, false).trim();
  lines.children = [];
  state.push('paragraph_close', 'p', -1);
  return true;
}

/**
 * CommonMark with tables and strikethrough, less what would change or hide what somebody wrote in a chat: no HTML,
 * no entities, no reference definitions, no headings by underlining; a line break is one.
 */
export function createParser(): Parser {
  const parser = new MarkdownIt({ html: false, linkify: true, breaks: true, maxNesting: MOST_NESTED });
  // Addresses without a scheme are found later, together with mentions (splitText.ts).
  parser.core.ruler.disable('linkify');
  parser.disable(['reference', 'lheading', 'entity', 'html_block', 'html_inline']);
  parser.inline.ruler.at('text', plainTextRule);
  parser.inline.ruler.after('strikethrough', 'spoiler', spoilerRule);
  parser.validateLink = mayOpen;
  // The text of a bare address stays as written: decoding could make it look like another one.
  parser.normalizeLinkText = (url) => url;
  parser.block.ruler.before('table', 'huge_table', hugeTableRule);
  return parser;
}
