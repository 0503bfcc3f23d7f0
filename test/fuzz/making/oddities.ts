import fc from 'fast-check';

/** Nested so deep that whatever walks it by calling itself runs out of stack: by what stands for it until it is JSON. */
const nested = new Map([
  ['nested lists', '['.repeat(10_000) + ']'.repeat(10_000)],
  ['nested objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
]);

/** A value as it is sent; what is nested beyond what can be written by calling itself is put in as text. */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return text.replace(/"(nested lists|nested objects)"/g, (whole, name: string) => nested.get(name) ?? whole);
}

const RLO = '\u202e';
const ZERO_WIDTH = '\u200b\u200c\u200d\u2060\ufeff';

/** Texts that people do not write, but that something once broke on. */
export const oddTexts = [
  '',
  ' ',
  '\u0000',
  'null \u0000 within',
  '\ud83d',
  'half \ude00',
  `${RLO}gnp.exe`,
  '\u2066hidden\u2069',
  ZERO_WIDTH,
  `a${ZERO_WIDTH}b`,
  '\u0301'.repeat(2_000),
  '\u2028\u2029',
  '\ufdfa'.repeat(200),
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  "'; DROP TABLE users; --",
  '" OR 1=1 --',
  '%00',
  '../../../../etc/passwd',
  '<img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '@'.repeat(500),
  '@everyone @here @ada',
  '((((((((((a+)+)+)+)+)+)+)+)+)+)+$',
  'a'.repeat(20_001),
  '🏳️‍🌈'.repeat(100),
  'İstanbul ſ ẞ ß ﬀ',
];

/** Values of every kind, at the ends of what there is. */
const oddValues = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  0.5,
  1e308,
  -1e308,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 2,
  Number.MIN_VALUE,
  2 ** 31,
  2 ** 63,
  [],
  {},
  [[]],
  [null],
  { length: 1e9 },
  JSON.parse('{"toString":1,"valueOf":1,"toJSON":1,"then":1}'),
  JSON.parse('{"__proto__":{"isAdmin":true}}'),
  JSON.parse('{"constructor":{"prototype":{"isAdmin":true}}}'),
];

/** What is made only when it is drawn: these are large. */
const largeValues: (() => unknown)[] = [
  () => 'x'.repeat(900_000),
  () => '\u202e'.repeat(100_000),
  () => Array.from({ length: 100_000 }, () => 0),
  () => Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`key${n}`, n])),
];

export const oddText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...oddTexts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 100 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
);

/** Anything that JSON can say and no request takes. */
export const odd: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom(...oddValues) },
  { weight: 10, arbitrary: oddText },
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(...nested.keys()) },
  { weight: 1, arbitrary: fc.constantFrom(...largeValues).map((make) => make()) },
);

/** Names of fields that reach into every object where they are assigned carelessly. */
export const pollutingKeys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then'];
