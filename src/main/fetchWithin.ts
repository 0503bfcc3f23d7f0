import type { Fetch } from '../client/connection/socketTransport.ts';

/**
 * `fetch` of Node, given up after a time. Not Electron's `net.fetch`, which follows the system's proxy and then
 * waits for it, where a space on the network is reached directly.
 */
export const fetchWithin: Fetch = (url, { timeoutMs, ...init }) =>
  fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
