/** Hues that are told apart at a glance; between them are ones that are not. */
const HUES = [18, 45, 75, 115, 150, 178, 205, 235, 262, 290, 318, 348];

/** The hue of an id: the same everywhere. */
export function hueOf(id: string): number {
  // FNV-1a with MurmurHash3's last mixing, so that ids that differ in one digit part well too.
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return HUES[((hash ^ (hash >>> 16)) >>> 0) % HUES.length] ?? 0;
}

/** One or two letters for a name; nothing for a name without any. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = words[0];
  const last = words.length > 1 ? words.at(-1) : undefined;
  const letter = (word: string | undefined) => word?.match(/[\p{L}\p{N}]/u)?.[0] ?? '';
  return (letter(first) + letter(last)).toLocaleUpperCase();
}
