import { hitsIn, type MarkedPart, markWords } from '../../shared/model/searchWords.ts';
import { parseMarkdown } from '../markdown/parseMarkdown.ts';
import { plainText } from '../markdown/plainText.ts';

/** Characters before the first hit, and altogether. */
const BEFORE = 40;
const LENGTH = 200;

/** What a message says around the first word that was looked for, in one line and without its marks. */
export function snippetOf(
  text: string,
  words: readonly string[],
  emoji: ReadonlyMap<string, string> | null = null,
): MarkedPart[] {
  const line = plainText(parseMarkdown(text), { most: text.length, emoji });
  const first = hitsIn(line, words)[0]?.start ?? 0;
  const start = first <= BEFORE ? 0 : wordStart(line, first - BEFORE, first);
  const cut = line.slice(start, start + LENGTH).toWellFormed();
  const parts = markWords(cut, words);
  if (start > 0) parts.unshift({ text: '… ', hit: false });
  if (start + LENGTH < line.length) parts.push({ text: ' …', hit: false });
  return parts;
}

/** Where the next word begins, unless there is none before `most`. */
function wordStart(line: string, from: number, most: number): number {
  const space = line.indexOf(' ', from);
  return space === -1 || space >= most ? from : space + 1;
}
