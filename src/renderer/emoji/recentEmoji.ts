import { emojiSchema } from '../../shared/model/emoji.ts';

/** Offered until others have been used. */
const COMMON = ['👍', '❤️', '😂', '🎉', '👀'];
const KEY = 'parley.recentEmoji';
const MOST_KEPT = 32;

/** The emoji that were used last, newest first; none where nothing can be kept. */
export function usedEmoji(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.flatMap((one) => emojiSchema.safeParse(one).data ?? []) : [];
  } catch {
    // A convenience of this window: without storage the common ones are offered.
    return [];
  }
}

/** The emoji that were used last, newest first, made up to `count` by common ones. */
export const recentEmoji = (count: number): string[] =>
  [...new Set([...usedEmoji(), ...COMMON])].slice(0, count);

/** Remembers that an emoji was used just now. */
export function rememberEmoji(emoji: string): void {
  const kept = [emoji, ...usedEmoji().filter((one) => one !== emoji)].slice(0, MOST_KEPT);
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // As above.
  }
}
