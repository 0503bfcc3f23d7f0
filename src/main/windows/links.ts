/** What may be opened outside: a page or a mail, and nothing that starts a program or reads a file. */
export function isOpenable(link: string): boolean {
  const url = URL.parse(link);
  return url !== null && ['http:', 'https:', 'mailto:'].includes(url.protocol);
}

/**
 * Whether an address is below that of the page. Compared as text: an own scheme has no origin of its own for
 * Node's `URL`, which calls every such origin "null".
 */
export const isWithin = (url: string, page: string): boolean =>
  url.startsWith(page.endsWith('/') ? page : `${page}/`);
