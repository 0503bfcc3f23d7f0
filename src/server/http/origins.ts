/** Whether a page of this origin may talk to the server: one that the server itself gave, or one of those it was told of. */
export type Origins = {
  allows(origin: string, host: string | undefined): boolean;
  readonly listed: string[];
};

/**
 * Pages elsewhere are kept out unless they are listed. What sends no `Origin` is no page in a browser
 * (https://fetch.spec.whatwg.org/#origin-header), and CORS does not cover WebSockets, so that both doors ask here.
 */
export function createOrigins(listed: readonly string[]): Origins {
  const known = new Set(listed);
  return {
    listed: [...known],
    allows: (origin, host) => known.has(origin) || (host !== undefined && hostOf(origin) === host),
  };
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    // `null`, which is what a page in a sandbox sends.
    return undefined;
  }
}
