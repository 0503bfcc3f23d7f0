import { isLoopback } from '../../shared/model/loopback.ts';
import { DEFAULT_PORT } from '../../shared/protocol/version.ts';
import { overTls } from '../trust/connectTrusted.ts';

/** What a person typed, as an address. */
export type TypedAddress = {
  /** `https://host:port`, or `http:` where that was typed, and on this computer. */
  address: string;
  /** The same over plain HTTP, where they did not say themselves how the server is spoken to. */
  plain: string | null;
};

/**
 * What a person types, as an address; `undefined` when it cannot be one. Without a scheme it is a space on the network, at Parley's own
 * port, which speaks TLS; with one it is taken as the web takes it.
 */
export function readAddress(typed: string): TypedAddress | undefined {
  const text = typed.trim();
  const schemed = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const url = URL.parse(schemed ? text : `http://${text}`);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
  if (url.hostname === '' || url.username !== '' || url.password !== '') return undefined;
  if (url.search !== '' || url.hash !== '' || url.pathname !== '/') return undefined;
  if (schemed) return { address: url.origin, plain: null };
  // `URL` drops the scheme's own port: what was typed tells which there was.
  url.port = /:(\d+)\/?$/.exec(text)?.[1] ?? String(DEFAULT_PORT);
  if (isLoopback(url.origin)) return { address: url.origin, plain: null };
  return { address: overTls(url.origin), plain: url.origin };
}

/** The address of `readAddress` alone. */
export const normaliseAddress = (typed: string): string | undefined => readAddress(typed)?.address;
