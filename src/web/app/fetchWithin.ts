import type { Fetch } from '../../client/connection/socketTransport.ts';

/** `fetch` of the browser, given up after a time. Nothing of it is kept, and no cookie goes with it. */
export const fetchWithin: Fetch = (url, { timeoutMs, ...init }) =>
  fetch(url, {
    ...init,
    signal: AbortSignal.timeout(timeoutMs),
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
  });
