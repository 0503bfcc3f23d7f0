import { describe, expect, it } from 'vitest';
import { emojiSchema } from './emoji.ts';
import { reactionSchema } from './message.ts';
import { statusSchema } from './user.ts';

/** Not assigned yet: what a newer Unicode may make an emoji of. */
const TO_COME = '\u{1faff}';

describe('an emoji', () => {
  it.each(['👍', '👩‍👩‍👧', '🇫🇮', '👋🏽', '❤️'])('that is set here is one that people know: %s', (emoji) => {
    expect(emojiSchema.safeParse(emoji).success).toBe(true);
  });

  it.each(['', 'a', '👍👍', ':tada:', TO_COME])('is nothing else: “%s”', (text) => {
    expect(emojiSchema.safeParse(text).success).toBe(false);
  });

  it('S16: that this runtime does not know yet is read all the same', () => {
    const userIds = ['01978f17-0000-7000-8000-00000000a001'];
    expect(reactionSchema.safeParse({ emoji: TO_COME, userIds }).success).toBe(true);
    expect(statusSchema.safeParse({ emoji: TO_COME, text: 'out', expiresAt: null }).success).toBe(true);
  });
});
