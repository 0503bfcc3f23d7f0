import { describe, expect, it } from 'vitest';
import { channelNameSchema, displayNameSchema, knownNameSchema, spaceNameSchema } from './text.ts';

const schemas = { displayNameSchema, spaceNameSchema, channelNameSchema };

describe.each(Object.entries(schemas))('%s', (_, schema) => {
  it.each([
    ['Ada Bergman'],
    ['Zoë Ångström-Núñez'],
    ['Nguyễn Thị Ánh'],
    ['נֹעַם'],
    ['محمد'],
    ['می‌خواهم'],
    ['क्‍ष'],
    ['ශ්‍රී'],
    ['山田 太郎'],
    ['team 👩‍👩‍👧 🏳️‍🌈 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️'],
    ['R&D / “quotes” – dash'],
  ])('takes %s', (name) => {
    expect(schema.safeParse(name).error).toBeUndefined();
  });

  it.each([
    ['an override of the direction', 'Ada\u202egnp'],
    ['an isolate', '\u2066Ada\u2069'],
    ['a mark of direction', 'Ada\u200f'],
    ['a space without width', 'A\u200bda'],
    ['a joiner between Latin letters', 'A\u200dda'],
    ['a non-joiner at the end', 'Ada\u200c'],
    ['a byte order mark', 'A\ufeffda'],
    ['a soft hyphen', 'A\u00adda'],
    ['a filler that looks like nothing', '\u3164'],
    ['an empty braille cell', '\u2800'],
    ['tags', 'Ada\u{e0041}\u{e0042}'],
    ['a variation selector on a letter', 'A\ufe0fda'],
    ['a tower of marks', `Ada${'\u0301'.repeat(5)}`],
    ['a control character', 'Ada\u0007'],
    ['half of a pair', 'Ada\ud83d'],
  ])('refuses %s', (_what, name) => {
    expect(schema.safeParse(name).success).toBe(false);
  });
});

it('what was let in before stays a name', () => {
  expect(knownNameSchema.safeParse('A\u200bda').success).toBe(true);
});
