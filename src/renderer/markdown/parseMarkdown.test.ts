import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from './parseMarkdown.ts';
import { plainText } from './plainText.ts';
import { asWritten, type Block, type Inline, type MarkdownTree } from './tree.ts';

/** A tree in short, as one writes it in HTML. */
const short = (tree: MarkdownTree): string => tree.map(shortBlock).join('');
const line = (inlines: readonly Inline[]): string => inlines.map(shortInline).join('');

function shortInline(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'code':
      return `<code>${inline.text}</code>`;
    case 'link':
      return `<a ${inline.url}>${line(inline.children)}</a>`;
    default:
      return `<${inline.kind}>${line(inline.children)}</${inline.kind}>`;
  }
}

function shortBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${line(block.children)}</p>`;
    case 'heading':
      return `<h${block.level}>${line(block.children)}</h${block.level}>`;
    case 'quote':
      return `<quote>${short(block.blocks)}</quote>`;
    case 'list':
      return `<${block.ordered ? `ol ${block.start}` : 'ul'}>${block.items
        .map(({ done, blocks }) => `<li${done === null ? '' : ` ${done}`}>${short(blocks)}</li>`)
        .join('')}</>`;
    case 'code':
      return `<pre ${block.language}>${block.text}</pre>`;
    case 'table':
      return `<table>${[block.head, ...block.rows]
        .map((cells) => cells.map(({ align, children }) => `${align}:${line(children)}`).join('|'))
        .join('/')}</table>`;
    case 'rule':
      return '<hr>';
  }
}

const parsed = (text: string) => short(parseMarkdown(text));
const isAsWritten = (text: string) => expect(parseMarkdown(text)).toEqual(asWritten(text));

describe('Markdown', () => {
  it.each([
    [
      '**bold** *soft* ~~gone~~ `a*b*`',
      '<p><strong>bold</strong> <emphasis>soft</emphasis> <strike>gone</strike> <code>a*b*</code></p>',
    ],
    ['one\ntwo  \nthree', '<p>one\ntwo\nthree</p>'],
    ['one\n\ntwo', '<p>one</p><p>two</p>'],
    ['## Plan\ntext', '<h2>Plan</h2><p>text</p>'],
    ['> said\n> more\n\nanswer', '<quote><p>said\nmore</p></quote><p>answer</p>'],
    ['- a\n- b\n  - c', '<ul><li><p>a</p></li><li><p>b</p><ul><li><p>c</p></li></></li></>'],
    ['3. a\n4. b', '<ol 3><li><p>a</p></li><li><p>b</p></li></>'],
    [
      '- [ ] dig\n- [x] **plant** it',
      '<ul><li false><p>dig</p></li><li true><p><strong>plant</strong> it</p></li></>',
    ],
    ['```ts\nlet a = 1;\n\nlet b;\n```', '<pre ts>let a = 1;\n\nlet b;</pre>'],
    ['```\nnever closed', '<pre >never closed</pre>'],
    [
      '| a | b | c |\n|---|:-:|--:|\n| 1 | **2** |',
      '<table>start:a|center:b|end:c/start:1|center:<strong>2</strong>|end:</table>',
    ],
    ['a\n\n---\n\nb', '<p>a</p><hr><p>b</p>'],
    ['\\*not soft\\* snake_case_name', '<p>*not soft* snake_case_name</p>'],
  ])('%j', (text, expected) => expect(parsed(text)).toBe(expected));

  it('gives the same tree for the same text', () => {
    expect(parseMarkdown('the **same**')).toBe(parseMarkdown('the **same**'));
  });
});

describe('spoilers', () => {
  it.each([
    ['||dead||', '<p><spoiler>dead</spoiler></p>'],
    [
      'It was ||the **gardener**|| again',
      '<p>It was <spoiler>the <strong>gardener</strong></spoiler> again</p>',
    ],
    ['||a|| and ||b||', '<p><spoiler>a</spoiler> and <spoiler>b</spoiler></p>'],
    ['||uses `a || b` inside||', '<p><spoiler>uses <code>a || b</code> inside</spoiler></p>'],
    ['**||both||**', '<p><strong><spoiler>both</spoiler></strong></p>'],
    ['if (a || b || c) return;', '<p>if (a || b || c) return;</p>'],
    ['||open', '<p>||open</p>'],
    ['||||', '<p>||||</p>'],
    ['|| a ||', '<p>|| a ||</p>'],
    ['`||code||`', '<p><code>||code||</code></p>'],
  ])('%j', (text, expected) => expect(parsed(text)).toBe(expected));
});

describe('links', () => {
  it.each([
    ['[here](https://example.org "t")', '<p><a https://example.org>here</a></p>'],
    ['<https://example.org>', '<p><a https://example.org>https://example.org</a></p>'],
    [
      'see https://example.org/_a_/b*c*d.',
      '<p>see <a https://example.org/_a_/b*c*d>https://example.org/_a_/b*c*d</a>.</p>',
    ],
    ['![a cat](https://example.org/cat.png)', '<p><a https://example.org/cat.png>a cat</a></p>'],
    [
      '![](https://example.org/cat.png)',
      '<p><a https://example.org/cat.png>https://example.org/cat.png</a></p>',
    ],
    ['[write](mailto:ada@example.org)', '<p><a mailto:ada@example.org>write</a></p>'],
    ['[a [b] c](https://example.org/(x))', '<p><a https://example.org/(x)>a [b] c</a></p>'],
  ])('%j', (text, expected) => expect(parsed(text)).toBe(expected));

  it.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java\u200bscript:alert(1))',
    '[x](\u0009javascript:alert(1))',
    '[x](javascript&#58;alert(1))',
    '[x](javascript&colon;alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:x)',
    '[x](file:///etc/passwd)',
    '[x](//example.org)',
    '[x](/relative)',
    '[x](smb://host/share)',
    '![x](data:image/png;base64,AAAA)',
    '<javascript:alert(1)>',
    '[x]: https://example.org',
    '[x]()',
    '[](<>)',
    '![x]()',
    '[https://example.org',
  ])('%j is text', (text) => {
    expect(JSON.stringify(parseMarkdown(text))).not.toContain('"kind":"link","url":"javascript');
    const links = JSON.stringify(parseMarkdown(text)).match(/"url":"[^"]*"/g) ?? [];
    for (const url of links) expect(url).toBe('"url":"https://example.org"');
  });

  it('never hide where they lead', () => {
    expect(parsed('[https://bank.example](https://thief.example/x)')).toBe(
      '<p><a https://thief.example/x>https://bank.example (thief.example)</a></p>',
    );
    expect(parsed('[bank.com](https://thief.example)')).toContain('(thief.example)');
    expect(parsed('[www.example.org/a](https://example.org/a)')).not.toContain('(');
    expect(parsed('[\u200b\u2060 ](https://thief.example)')).toBe(
      '<p><a https://thief.example>https://thief.example</a></p>',
    );
    expect(parsed('https://xn--pple-43d.com')).toContain('>https://xn--pple-43d.com<');
  });

  it('show the characters of another direction that are in them for what they are', () => {
    expect(parsed('[x](https://example.org/\u202egpj.exe)')).toContain(
      'https://example.org/%E2%80%AEgpj.exe',
    );
  });
});

describe('what somebody wrote', () => {
  it.each([
    '<b>bold</b> <img src=x onerror=alert(1)> &lt;x&gt; &amp;',
    '<script>alert(1)</script>',
    '<!-- hidden -->',
    '# ',
    '>',
    '> >',
    '-',
    '1.',
    '```',
    '***',
    '||||',
    '[a]: https://example.org/x',
    `${'> '.repeat(30)}deep`,
    `${'> - '.repeat(15)}deep`,
  ])('is never lost: %j', (text) => {
    const words = JSON.stringify(parseMarkdown(text));
    if (text === '***') expect(words).toContain('rule');
    else if (text.includes('example.org')) expect(words).toContain('[a]: ');
    else isAsWritten(text);
  });

  it('is not changed by a line of dashes under it', () => {
    expect(parsed('before\n---\nafter')).toBe('<p>before</p><hr><p>after</p>');
  });
});

describe('a message that is meant to do harm', () => {
  const LENGTH = 20_000;
  const filled = (part: string) => part.repeat(Math.ceil(LENGTH / part.length)).slice(0, LENGTH);
  const deepList = Array.from({ length: 190 }, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n');
  const wideTable = `|${'a|'.repeat(450)}\n|${'-|'.repeat(450)}\n${'|\n'.repeat(8_000)}`;

  it.each(
    Object.entries({
      stars: filled('*'),
      'open brackets': filled('['),
      'open links': filled('[a](b'),
      images: filled('!['),
      bars: filled('|'),
      'open spoilers': filled('||a '),
      'spoilers in spoilers': filled('||a*||b'),
      backticks: filled('`'),
      'growing backticks': Array.from({ length: 190 }, (_, length) => '`'.repeat(length + 1)).join(' '),
      emphasis: filled('*a _b '),
      closers: filled('a** b_ '),
      strikes: filled('~~a'),
      quotes: filled('>'),
      'quotes and lists': filled('> - '),
      'deep lists': deepList,
      'many lists': filled('- a\n\n'),
      'many paragraphs': filled('a\n\n'),
      'a wide table': wideTable,
      'a long table': `|a|b|\n|-|-|\n${filled('|1|2|\n')}`,
      'many tables': filled('|a|\n|-|\n|b|\n\n'),
      addresses: filled('http://a '),
      angles: filled('<a@b'),
      'nested emphasis': filled('**x*'),
    }),
  )('is bounded in what it makes: %s', (_, text) => {
    const count = (value: unknown): number =>
      Array.isArray(value)
        ? value.reduce((sum: number, one) => sum + count(one), 0)
        : typeof value === 'object' && value !== null
          ? 1 + Object.values(value).reduce((sum: number, one) => sum + count(one), 0)
          : 0;
    const depth = (value: unknown): number =>
      typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depth)) : 0;
    const tree = parseMarkdown(text);
    expect(count(tree)).toBeLessThan(6_000);
    expect(depth(tree)).toBeLessThan(100);
  });
});

describe('whatever is written', () => {
  const pieces = fc.constantFrom(
    ...[
      '*',
      '**',
      '_',
      '~~',
      '||',
      '|',
      '`',
      '```',
      '\n',
      '\n\n',
      '> ',
      '- ',
      '1. ',
      '# ',
      '- [x] ',
      '[',
      '](',
      ')',
      '![',
    ],
    ...[
      '|-|',
      '    ',
      '\t',
      '\\',
      '<',
      '>',
      '&amp;',
      '@ada',
      '#bees',
      ':tada:',
      '---',
      'word',
      ' ',
      'https://a.org/',
    ],
    ...['mailto:a@b.org', 'javascript:x', '\u202e', '\u200b', '\u0000', '🌻', 'שלום', '[a]: b'],
  );
  const written = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''));

  it('has a tree, words, and links that lead to the web or to a letter', () => {
    const urlsIn = (value: unknown): string[] =>
      typeof value !== 'object' || value === null
        ? []
        : Object.entries(value).flatMap(([key, one]) => (key === 'url' ? [String(one)] : urlsIn(one)));
    fc.assert(
      fc.property(written, (text) => {
        const tree = parseMarkdown(text);
        expect(typeof plainText(tree)).toBe('string');
        if (/\p{L}/u.test(text)) expect(tree).not.toEqual([]);
        for (const url of urlsIn(tree)) expect(url).toMatch(/^(?:https?:|mailto:)/i);
      }),
      { numRuns: 400 },
    );
  });
});
