import { withoutCode } from './audience.ts';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Scripts that are written without a space between words: there a word is found within a longer run. */
const UNSPACED = '\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmr}\\p{sc=Mymr}';
const [beginsUnspaced, endsUnspaced] = [
  new RegExp(`^[${UNSPACED}]`, 'u'),
  new RegExp(`[${UNSPACED}]\\p{M}*$`, 'u'),
];
/** What belongs to a word on either side. */
const OF_WORD = '[\\p{L}\\p{M}\\p{N}_]';

/** A word or phrase as it is looked for: not within a longer word, where words have ends. */
function pattern(keyword: string): string {
  const word = keyword.normalize('NFC');
  const before = beginsUnspaced.test(word) ? '' : `(?<!${OF_WORD})`;
  const after = endsUnspaced.test(word) ? '' : `(?!${OF_WORD})`;
  return before + escaped(word).replace(/\s+/g, '\\s+') + after;
}

/** Whether a text holds one of some words or phrases: as whole words, in any case, and outside of code. */
export function saysAny(text: string, keywords: readonly string[]): boolean {
  if (keywords.length === 0) return false;
  return new RegExp(keywords.map(pattern).join('|'), 'iu').test(withoutCode(text).normalize('NFC'));
}
