import { describe, expect, it } from 'vitest';
import { markWords } from './markWords.ts';

const marked = (text: string, ...words: string[]) =>
  markWords(text, words)
    .map((part) => (part.marked ? `[${part.text}]` : part.text))
    .join('');

describe('words that were looked for', () => {
  it('are marked wherever they are, whatever their case', () => {
    expect(marked('Beans and beans', 'BEANS')).toBe('[Beans] and [beans]');
    expect(marked('greenhouse, green', 'green', 'greenhouse')).toBe('[greenhouse], [green]');
    expect(marked('Übung macht', 'übung')).toBe('[Übung] macht');
  });

  it('are words and no patterns', () => {
    expect(marked('a.b axb (c', 'a.b', '(c')).toBe('[a.b] axb [(c]');
    expect(marked('nothing', '', 'x')).toBe('nothing');
    expect(marked('nothing')).toBe('nothing');
  });
});
