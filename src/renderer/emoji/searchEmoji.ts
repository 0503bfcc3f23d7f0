import type { Emoji } from './emojiData.ts';

/** How well an emoji answers what is looked for: the less the better, `null` for not at all. */
function rank({ names, label, tags }: Emoji, wanted: string): number | null {
  if (names.includes(wanted)) return 0;
  if (names.some((name) => name.startsWith(wanted))) return 1;
  const words = label.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  if (words.some((word) => word.startsWith(wanted))) return 2;
  if (tags.some((tag) => tag.startsWith(wanted))) return 3;
  return names.some((name) => name.includes(wanted)) ? 4 : null;
}

/** The emoji that a few letters of their names or of what they stand for may mean, the likeliest first. */
export function searchEmoji(all: readonly Emoji[], wanted: string, most: number): Emoji[] {
  const words = wanted
    .toLowerCase()
    .split(/[\s:]+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  return all
    .flatMap((emoji) => {
      const ranks = words.map((word) => rank(emoji, word));
      if (ranks.includes(null)) return [];
      return [{ emoji, worst: Math.max(...ranks.map(Number)) }];
    })
    .sort((a, b) => a.worst - b.worst)
    .slice(0, most)
    .map(({ emoji }) => emoji);
}
