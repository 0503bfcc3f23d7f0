import { describe, expect, it } from 'vitest';
import { queryWords } from '../../shared/model/searchWords.ts';
import { snippetOf } from './snippet.ts';

const snippet = (text: string, query: string) =>
  snippetOf(text, queryWords(query))
    .map((part) => (part.hit ? `[${part.text}]` : part.text))
    .join('');

describe('a snippet', () => {
  it('is one line of plain words with the hits marked', () => {
    expect(snippet('**Water**\nthe _tomatoes_', 'tom')).toBe('Water the [tomatoes]');
  });

  it('begins shortly before the first hit, at a word, and says what is left out', () => {
    const text = `${'soil and stones '.repeat(30)}then tomatoes ${'and more '.repeat(60)}`;
    expect(snippet(text, 'tomatoes')).toMatch(/^… [a-z ]{20,40}then \[tomatoes\] and more .* …$/);
  });

  it('keeps what a spoiler hides', () => {
    expect(snippet('the end: ||tomatoes win||', 'tomatoes')).not.toContain('tomatoes');
  });
});
