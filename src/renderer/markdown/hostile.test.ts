import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_TEXT_LENGTH } from '../../shared/model/text.ts';
import { mayOpen } from './addresses.ts';
import { parseMarkdown } from './parseMarkdown.ts';

const oddText = fc.oneof(
  fc.constantFrom(
    'alert(1)',
    '//evil.example',
    '\u202egnp.exe',
    '\u0000',
    '\ud83d',
    '"><svg onload=alert(1)>',
    'a@b',
    '%0a',
    ' ',
  ),
  fc.string({ maxLength: 20 }),
);

/** Every address that a message leads to. */
function addressesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'url' in value && typeof value.url === 'string' ? [value.url] : [];
  return [...own, ...Object.values(value).flatMap(addressesIn)];
}
const kinds = new Set([
  ...['text', 'code', 'strong', 'emphasis', 'strike', 'spoiler', 'link'],
  ...['paragraph', 'heading', 'quote', 'list', 'table', 'rule'],
]);
function kindsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'kind' in value && typeof value.kind === 'string' ? [value.kind] : [];
  return [...own, ...Object.values(value).flatMap(kindsIn)];
}

describe('a message that would be more than text', () => {
  const schemes = [
    'javascript:',
    'JaVaScRiPt:',
    'java\tscript:',
    'vbscript:',
    'file:///',
    'data:text/html,',
    'blob:',
    'app://',
    'parley://',
    '//evil.example/',
    'http:',
    'https://',
    'mailto:',
    '\\\\host\\',
    'smb://',
    'ms-settings:',
  ];
  const hostile = fc
    .tuple(
      fc.constantFrom(...schemes),
      oddText,
      fc.constantFrom(
        '[a](%)',
        '<%>',
        '![a](%)',
        '[a]: %\n\n[a]',
        '%',
        '<a href="%">a</a>',
        '<img src=% onerror=alert(1)>',
        '[![a](%)](%)',
        '<script>%</script>',
        '`%`',
        '||[a](%)||',
        '| [a](%) |\n|---|',
      ),
    )
    .map(([scheme, rest, frame]) => frame.replaceAll('%', () => `${scheme}${rest}`));

  it('is a tree of the parts that there are, and leads nowhere but to the web, a letter or a place', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const tree = parseMarkdown(text.slice(0, MAX_TEXT_LENGTH));
        for (const kind of kindsIn(tree)) expect(kinds).toContain(kind);
        for (const url of addressesIn(tree)) {
          expect(mayOpen(url), url).toBe(true);
          expect(url).toMatch(/^(https?:|mailto:|parley:\/\/(message|conversation)\/)/i);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
