import fc from 'fast-check';
import { describe, it } from 'vitest';
import { withoutCode } from '../../src/shared/model/audience.ts';
import { emojiSchema } from '../../src/shared/model/emoji.ts';
import { readInviteLink } from '../../src/shared/model/inviteLink.ts';
import { saysAny } from '../../src/shared/model/keywords.ts';
import { parsePermalink } from '../../src/shared/model/permalink.ts';
import { hitsIn, queryWords, wordsOf } from '../../src/shared/model/searchWords.ts';
import { displayNameSchema, messageTextSchema } from '../../src/shared/model/text.ts';
import { oddText } from './making/oddities.ts';
import { shareOf, tryAll } from './making/run.ts';

const unit = fc.oneof(
  fc.constantFrom(
    'a',
    'é',
    'e\u0301',
    '中',
    ' ',
    '\n',
    '\n\n',
    '\n> ',
    '\n- ',
    '\n1. ',
    '(',
    ')',
    '[',
    ']',
    '[](',
    '![',
    '*',
    '**a',
    '*a_',
    '_',
    '`',
    '`a',
    '\n```\n',
    '~',
    '||',
    '|',
    '<',
    '<!--',
    '<a href=',
    '&',
    '\\',
    '@',
    '@a.',
    'a@b.',
    '://',
    'http://',
    'http://a@',
    'www.',
    'mailto:',
    'parley://message/',
    '/join/',
    '%',
    '#',
    ':a:',
    ':',
    '👩‍👩‍👧',
    '\u200d',
    '\u0301',
    '-',
    '0',
    '0190a000-',
  ),
  oddText,
);
/** The worst that patterns meet: a little of one thing, a great deal of another, and an end that does not fit. */
const repeated = (length: number) =>
  fc.tuple(unit, fc.array(unit, { minLength: 1, maxLength: 3 }), unit).map(([before, units, after]) => {
    const again = units.join('') || 'a';
    return before + again.repeat(Math.ceil(length / again.length)).slice(0, length) + after;
  });

/** Everything that looks for something in what others wrote. Each is called with far more than it is ever given. */
const readers: Record<string, (text: string) => unknown> = {
  'search words': wordsOf,
  'words of a query': queryWords,
  'words that are found': (text) => hitsIn(text, ['a']),
  keywords: (text) => saysAny(text, ['a', 'garden party', '中']),
  'a keyword that is made up': (text) => saysAny('some text', [text.slice(0, 64)]),
  'text without code': withoutCode,
  permalinks: parsePermalink,
  'invite links': readInviteLink,
  'invite links of the app': (text) => readInviteLink(`parley://join?address=${text}&invite=x`),
  names: (text) => displayNameSchema.safeParse(text),
  emoji: (text) => emojiSchema.safeParse(text),
  messages: (text) => messageTextSchema.safeParse(text),
};

describe('a text of a hundred thousand characters, made to be looked through for ever', () => {
  // Whatever grows with the square of a text's length takes minutes for one, and the test's time with it.
  const cases = shareOf(0.004);
  it.each(Object.entries(readers))(
    'is looked through: %s',
    async (_, read) => {
      await tryAll(cases, repeated(100_000), (text) => void read(text));
    },
    100_000 + cases * 5_000,
  );
});
