import type { UserId } from '../../../shared/model/ids.ts';

/** An `@name` that begins a word; what follows the name proper may still be punctuation. */
const MENTION = /(?<![\p{L}\p{N}_@.+-])@([A-Za-z0-9][A-Za-z0-9._-]*)/gu;
/** A text that names more people than this mentions the first ones. */
const MAX_NAMES = 100;

/**
 * The people a text mentions, each once, in order. `lookUp` finds a name whatever its case. "@ann." at the
 * end of a sentence is ann, unless someone is called "ann.".
 */
export function resolveMentions(text: string, lookUp: (name: string) => UserId | undefined): UserId[] {
  if (!text.includes('@')) return [];
  const names = new Set<string>();
  for (const [, name = ''] of text.matchAll(MENTION)) {
    names.add(name.toLowerCase());
    if (names.size === MAX_NAMES) break;
  }
  const ids = new Set<UserId>();
  for (const name of names) {
    const id = find(name, lookUp);
    if (id !== undefined) ids.add(id);
  }
  return [...ids];
}

/** The longest name that `word` begins with and that ends where its last punctuation begins. */
function find(word: string, lookUp: (name: string) => UserId | undefined): UserId | undefined {
  // No name is longer than 32 characters; a run of dots is not worth more look-ups than that.
  for (let name = word.slice(0, 64); name !== ''; name = name.slice(0, -1)) {
    const id = lookUp(name);
    if (id !== undefined || !/[._-]$/.test(name)) return id;
  }
  return undefined;
}
