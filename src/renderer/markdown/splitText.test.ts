import { describe, expect, it } from 'vitest';
import type { ConversationId } from '../../shared/model/ids.ts';
import { splitText } from './splitText.ts';

const nothing = { usernames: new Set<string>(), channels: new Map<string, ConversationId>() };
const links = (text: string) =>
  splitText(text, nothing).flatMap((part) => (part.kind === 'link' ? [part.url] : []));
const mentions = (text: string, ...names: string[]) =>
  splitText(text, { ...nothing, usernames: new Set(names) }).flatMap((part) =>
    part.kind === 'mention' ? [part.text] : [],
  );
const channels = (text: string, ...names: string[]) =>
  splitText(text, {
    ...nothing,
    channels: new Map(names.map((name) => [name, `id of ${name}` as ConversationId])),
  }).flatMap((part) => (part.kind === 'channel' ? [part.text] : []));

describe('links', () => {
  it('are found with and without a scheme, and without what ends the sentence', () => {
    expect(links('See https://example.org/a?b=1#c.')).toEqual(['https://example.org/a?b=1#c']);
    expect(links('(http://localhost:4100)')).toEqual(['http://localhost:4100']);
    expect(links('www.example.de and example.org/x')).toEqual([
      'http://www.example.de',
      'http://example.org/x',
    ]);
    expect(links('write to ada@example.org')).toEqual(['mailto:ada@example.org']);
  });

  it('are nothing that opens anything else, and no file names', () => {
    expect(links('ftp://example.org javascript:alert(1) file:///etc/passwd data:text/html,x')).toEqual([]);
    expect(links('README.md main.rs setup.py //example.org')).toEqual([]);
  });

  it('keep every character of the text', () => {
    const text = ' a  https://example.org \n\n@ada\tb #bees ';
    const names = {
      usernames: new Set(['ada']),
      channels: new Map([['bees', 'id' as ConversationId]]),
    };
    expect(
      splitText(text, names)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});

describe('mentions', () => {
  it('are the names that the space resolved, in any case', () => {
    expect(mentions('@Ada and @ben', 'ada')).toEqual(['@Ada']);
  });

  it('end before the full stop of a sentence, but not inside a name that has one', () => {
    expect(mentions('Ask @ada.', 'ada')).toEqual(['@ada']);
    expect(mentions('Ask @ada.l, not @ada', 'ada.l', 'ada')).toEqual(['@ada.l', '@ada']);
  });

  it('are not in addresses or links, and not in names that only look alike', () => {
    expect(mentions('ben@ada https://example.org/@ada', 'ada')).toEqual([]);
    expect(mentions('@a\u200bda @\u202eada', 'ada')).toEqual([]);
  });
});

describe('channels', () => {
  it('are named by their whole name, in any case, with blanks and in any script', () => {
    expect(channels('see #bees, #Board 2026 and #گلخانه.', 'bees', 'board', 'board 2026', 'گلخانه')).toEqual([
      '#bees',
      '#Board 2026',
      '#گلخانه',
    ]);
  });

  it('are not in longer words, addresses or headings', () => {
    expect(channels('#beeswax a#bees https://example.org/#bees ##bees', 'bees')).toEqual([]);
  });
});
