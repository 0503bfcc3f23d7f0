import { describe, expect, it } from 'vitest';
import { addressedIn, askingFor } from './attention.ts';

describe('what is unread', () => {
  it.each([
    ['channel', false, { asking: 5, addressed: 2 }],
    ['channel', true, { asking: 2, addressed: 2 }],
    ['group', false, { asking: 5, addressed: 5 }],
    ['direct', false, { asking: 5, addressed: 5 }],
    ['direct', true, { asking: 2, addressed: 2 }],
  ] as const)(
    'in a %s (muted: %s) asks for attention, or is addressed to the person',
    (kind, muted, expected) => {
      const counts = { unread: 5, unreadMentions: 2 };
      expect({ asking: askingFor(counts, muted), addressed: addressedIn(kind, counts, muted) }).toEqual(
        expected,
      );
    },
  );

  it('counts no mention that has been read', () => {
    expect(addressedIn('channel', { unread: 1, unreadMentions: 3 }, false)).toBe(1);
  });
});
