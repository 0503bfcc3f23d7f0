import { routes } from '../../shared/protocol/http.ts';

const known = new Set<string>(['/', ...Object.values(routes)]);

/**
 * What a log says of the path that was asked for. An invite is in the path of its link, and somebody who copies it badly
 * may have it in any other: what is no route of the API is told by its first part, and that only where it has a known one.
 */
export function loggedPath(path: string): string {
  if (known.has(path) || path.startsWith('/api/') || path.startsWith('/assets/')) return path;
  return path.startsWith('/join/') ? '/join/…' : '/…';
}
