/** A stretch of text, and whether it is one of the words to mark. */
export type MarkedPart = { text: string; marked: boolean };

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Splits text at the words that were looked for, whatever their case. */
export function markWords(text: string, words: readonly string[]): MarkedPart[] {
  const wanted = words.filter((word) => word !== '').sort((a, b) => b.length - a.length);
  if (wanted.length === 0) return [{ text, marked: false }];
  return text
    .split(new RegExp(`(${wanted.map(escaped).join('|')})`, 'giu'))
    .map((part, index) => ({ text: part, marked: index % 2 === 1 }))
    .filter((part) => part.text !== '');
}
