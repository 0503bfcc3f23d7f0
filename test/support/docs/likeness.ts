const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const isUuid = (text: string): boolean => new RegExp(`^${UUID.source}$`).test(text);

/** Fields whose text is made anew each time. */
const MADE = new Set([
  ...['accessToken', 'refreshToken', 'code', 'sid', 'version', 'token', 'password'],
  ...['pin', 'salt', 'proof'],
]);
/** Fields whose number depends on the clock, or on all that one's own stream or the audit log has seen before. */
const isTime = (name: string): boolean =>
  name === 'at' || name.endsWith('At') || ['uptimeSeconds', 'revision', 'id'].includes(name);

/**
 * Which made-up id, token or code of the document stands for which real one. The same must stand for the same
 * wherever it appears.
 */
export class Likeness {
  readonly #real = new Map<string, string>();

  bind(documented: string, real: string): void {
    const known = this.#real.get(documented);
    if (known !== undefined && known !== real)
      throw new Error(`${documented} stands for ${known} and for ${real}`);
    this.#real.set(documented, real);
  }

  /** A text of the document with everything that is known put in place of what stands for it. */
  realise(text: string): string {
    let realised = text;
    // The longest first: one may begin with another.
    const longestFirst = [...this.#real].sort(([a], [b]) => b.length - a.length);
    for (const [documented, real] of longestFirst) realised = realised.replaceAll(documented, real);
    return realised;
  }

  /**
   * Where a real value differs from the documented one, `undefined` when it does not: ids, tokens and times may,
   * and what they stand for is learned.
   */
  difference(documented: unknown, real: unknown, at = ''): string | undefined {
    const name = at.split('.').at(-1) ?? '';
    const saying = () => `${at}: ${JSON.stringify(documented)} is ${JSON.stringify(real)}`;
    if (typeof documented === 'string' && typeof real === 'string')
      return this.#learn(documented, real, name) ? undefined : saying();
    if (typeof documented === 'number' && typeof real === 'number')
      return isTime(name) || documented === real ? undefined : saying();
    if (documented === null || typeof documented !== 'object')
      return documented === real ? undefined : saying();
    if (real === null || typeof real !== 'object' || Array.isArray(documented) !== Array.isArray(real))
      return saying();
    // What is kept by id has ids for keys.
    const expected = Object.fromEntries(
      Object.entries(documented).map(([key, value]) => [this.realise(key), value]),
    );
    const found = { ...real } as Record<string, unknown>;
    for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
      const different = this.difference(expected[key], found[key], `${at}.${key}`);
      if (different !== undefined) return different;
    }
    return undefined;
  }

  #learn(documented: string, real: string, name: string): boolean {
    const known = this.#real.get(documented);
    if (known !== undefined) return known === real;
    const isMade = MADE.has(name) && documented !== real && !/^[a-z_]+$/.test(real);
    if (isMade || (isUuid(documented) && isUuid(real))) this.bind(documented, real);
    return isMade || this.realise(documented) === real;
  }

  /** A copy to try something on. */
  copy(): Likeness {
    const copy = new Likeness();
    for (const [documented, real] of this.#real) copy.bind(documented, real);
    return copy;
  }
}
