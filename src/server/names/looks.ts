import unhomoglyph from 'unhomoglyph';

const squeezed = (name: string): string => name.replace(/\s+/gu, ' ');
/** What is left of a text when every character is put by the one that it can be taken for (UTS #39 §4, `skeleton`). */
const skeleton = (text: string): string => unhomoglyph(text.normalize('NFD')).normalize('NFD');

/** Looks that were worked out before; a space's names are looked at again and again, and few change. */
const known = new Map<string, readonly string[]>();
const MOST_KNOWN = 50_000;

/**
 * How a name may look to somebody who does not look closely: with its case taken away before and after, since `I` looks
 * like `l` and `i` does not.
 */
export function looksOf(name: string): readonly string[] {
  const found = known.get(name);
  if (found !== undefined) return found;
  const plain = squeezed(name.normalize('NFKC'));
  const looks = [skeleton(skeleton(plain).toLowerCase()), skeleton(plain.toLowerCase())];
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(name, looks);
  return looks;
}

/** Whether one name can be taken for another. */
export function lookAlike(one: string, other: string): boolean {
  const looks = looksOf(other);
  return looksOf(one).some((look) => looks.includes(look));
}
