import { isIP } from 'node:net';

/** Whether a page of this origin may talk to the server: one that the server itself gave, or one of those it was told of. */
export type Origins = {
  allows(origin: string, host: string | undefined): boolean;
  /** Whether a `Host` header means this server: an address, a name of this computer's or its certificate's, or that of a listed origin. */
  names(host: string | undefined): boolean;
  readonly listed: string[];
};

/**
 * Pages elsewhere are kept out unless they are listed. What sends no `Origin` is no page in a browser
 * (https://fetch.spec.whatwg.org/#origin-header). CORS covers neither WebSockets nor a POST whose answer nobody reads,
 * so that sockets and the API ask here. `ownNames` are those of this computer.
 *
 * A page's own host is believed only where it is an address or one of these names: any other name may be somebody
 * else's, made to lead here (DNS rebinding). `isCertified` knows the names that a certificate was given for.
 */
export function createOrigins(
  listed: readonly string[],
  ownNames: readonly string[],
  isCertified: (hostname: string) => boolean = () => false,
): Origins {
  const known = new Set(listed);
  const names = new Set(['localhost', ...ownNames.flatMap((name) => [name, `${name}.local`])].map(lower));
  const listedNames = new Set(listed.map((origin) => parse(origin)?.hostname));
  const isOwn = ({ hostname }: URL): boolean =>
    isIP(bare(hostname)) !== 0 || names.has(lower(hostname)) || isCertified(hostname);
  return {
    listed: [...known],
    allows(origin, host) {
      if (known.has(origin)) return true;
      const url = parse(origin);
      return url !== undefined && url.host === host && isOwn(url);
    },
    names(host) {
      const url = host === undefined ? undefined : parse(`http://${host}`);
      return url !== undefined && (isOwn(url) || listedNames.has(url.hostname));
    },
  };
}

const lower = (name: string): string => name.toLowerCase();
/** An IPv6 address without its brackets. */
const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

function parse(origin: string): URL | undefined {
  try {
    return new URL(origin);
  } catch {
    // `null`, which is what a page in a sandbox sends.
    return undefined;
  }
}
