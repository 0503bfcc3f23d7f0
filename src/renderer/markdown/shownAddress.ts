import { linkify } from './addresses.ts';

function hostOf(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null) return null;
  return parsed.protocol === 'mailto:' ? parsed.pathname.toLowerCase() : parsed.host.replace(/^www\./, '');
}

/**
 * Where a link really leads, if its words are an address of somewhere else (`[bank.example](https://thief.example)`);
 * else `null`.
 */
export function shownAddress(words: string, url: string): string | null {
  const host = hostOf(url);
  const meant = linkify.match(words.trim())?.[0];
  if (meant === undefined) return null;
  return hostOf(meant.url) === host ? null : (host ?? url);
}
