/** How much a cache of what was made from texts may hold. */
export type CacheLimits = { entries: number; characters: number };

/**
 * Remembers what was made from a text, as the same object each time. What was asked for longest ago is forgotten first.
 */
export function cachedByText<T>(make: (text: string) => T, limits: CacheLimits): (text: string) => T {
  const made = new Map<string, T>();
  let characters = 0;
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) {
      made.delete(text);
      made.set(text, known);
      return known;
    }
    const fresh = make(text);
    made.set(text, fresh);
    characters += text.length;
    for (const oldest of made.keys()) {
      if (made.size <= limits.entries && characters <= limits.characters) break;
      made.delete(oldest);
      characters -= oldest.length;
    }
    return fresh;
  };
}
