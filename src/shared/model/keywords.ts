import { withoutCode } from './audience.ts';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Whether a text holds one of some words or phrases: as whole words, in any case, and outside of code. */
export function saysAny(text: string, keywords: readonly string[]): boolean {
  if (keywords.length === 0) return false;
  const words = keywords.map((keyword) => escaped(keyword.normalize('NFC')).replace(/\s+/g, '\\s+'));
  const said = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${words.join('|')})(?![\\p{L}\\p{N}_])`, 'iu');
  return said.test(withoutCode(text).normalize('NFC'));
}
