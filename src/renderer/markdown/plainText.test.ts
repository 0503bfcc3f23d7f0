import { describe, expect, it } from 'vitest';
import { parseMarkdown } from './parseMarkdown.ts';
import { plainText } from './plainText.ts';

const plain = (text: string) => plainText(parseMarkdown(text));

describe('a message in one line', () => {
  it('has its words without the marks', () => {
    expect(plain('# Title\n\nsome **bold** and `code`\nsecond [line](https://example.org)')).toBe(
      'Title some bold and code second line',
    );
    expect(plain('> quoted\n\n- one\n- [x] two\n- [ ] three\n\n3. four\n4. five')).toBe(
      'quoted • one ☑ two ☐ three 3. four 4. five',
    );
    expect(plain('| a | b |\n| - | - |\n| 1 | 2 |')).toBe('a · b 1 · 2');
    expect(plain('```js\nlet a;\n```')).toBe('let a;');
    expect(plain('---')).toBe('');
  });

  it('has emoji for their short names, but not in code', () => {
    const emoji = new Map([['tada', '🎉']]);
    expect(plainText(parseMarkdown('**:tada:** `:tada:` :other:'), { emoji })).toBe('🎉 :tada: :other:');
  });

  it('hides what a spoiler hides, and how long that is', () => {
    expect(plain('It was ||the gardener|| again')).toBe('It was ▒▒▒▒▒ again');
    expect(plain('||**a** [b](https://example.org)||')).toBe('▒▒▒▒▒');
  });

  it('is short, and cuts no character in two', () => {
    expect(plain('x'.repeat(20_000))).toHaveLength(300);
    expect(plain(`x${'🌻'.repeat(400)}`).isWellFormed()).toBe(true);
  });
});
