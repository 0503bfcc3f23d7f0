import { DEFAULT_PORT } from '../../shared/protocol/version.ts';

/**
 * Turns what a person types into `http://host:port`, or nothing when it cannot be an address. Without a
 * scheme it is a space on the network, at Parley's own port; with one it is taken as the web takes it.
 */
export function normaliseAddress(typed: string): string | undefined {
  const text = typed.trim();
  const schemed = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const url = URL.parse(schemed ? text : `http://${text}`);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
  if (url.hostname === '' || url.username !== '' || url.password !== '') return undefined;
  if (url.search !== '' || url.hash !== '' || url.pathname !== '/') return undefined;
  // `URL` drops the scheme's own port: what was typed tells whether there was one.
  const portTyped = /:\d+\/?$/.test(text);
  if (!schemed && !portTyped) url.port = String(DEFAULT_PORT);
  return url.origin;
}
