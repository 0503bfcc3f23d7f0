import { clientsClaim } from 'workbox-core';
import {
  cleanupOutdatedCaches,
  matchPrecache,
  type PrecacheEntry,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';
import { openFromNotification } from './notify/openFromNotification.ts';

declare const self: ServiceWorkerGlobalScope;
/** Put here by the build (scripts/web/shell.ts). */
declare const __SHELL__: {
  /** What the page needs to open: itself, scripts, styles, the commonest fonts. */
  atOnce: PrecacheEntry[];
  /** Paths of what is kept once it was needed: emoji, fonts of other scripts. */
  later: string[];
};

/**
 * The shell, offline: the page and its files from the cache. The browser looks for a newer service worker behind each
 * opening; that one fetches all of its build before it waits for the tabs of this one to close, so that no tab ever has
 * half of one build and half of another. What is not listed here goes to the network untouched: the API, sockets, health.
 */
const LATER = 'parley-later';
const { atOnce, later } = __SHELL__;
const PAGES = [/^\/(\?|$)/, /^\/join\/[^/?]+(\?|$)/];
const TAKE_OVER = 'take-over';
/** Within so long of its last try, in ms, the one that waits is not asked again to take over: it did not, and the page must come. */
const TRY_AGAIN_AFTER_MS = 30_000;
/**
 * A page that asks for itself until it is replaced. The first time may come just as one service worker takes the other's place,
 * and is then answered by neither.
 */
const ASK_AGAIN = '<!doctype html><script>setInterval(() => location.reload(), 2000)</script>';
let triedAt = Number.NEGATIVE_INFINITY;

// Before workbox's own listener: the first that answers does. A reload of the only tab may as well begin with the build that waits.
self.addEventListener('fetch', (event) => {
  if (event.request.mode !== 'navigate' || self.registration.waiting === null) return;
  const { pathname, search } = new URL(event.request.url);
  if (PAGES.some((page) => page.test(pathname + search))) event.respondWith(newestPage(event));
});

async function newestPage({ request, resultingClientId }: FetchEvent): Promise<Response> {
  const { waiting } = self.registration;
  const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  // Beside the page that is to come there may be the one that it replaces.
  const isNeeded = tabs.filter(({ id }) => id !== resultingClientId).length > 1;
  if (waiting === null || isNeeded || Date.now() - triedAt < TRY_AGAIN_AFTER_MS)
    return (await matchPrecache('/')) ?? fetch(request);
  triedAt = Date.now();
  waiting.postMessage(TAKE_OVER);
  // Asked for once more, the page comes from the newer one.
  return new Response(ASK_AGAIN, { headers: { 'Content-Type': 'text/html', Refresh: '0' } });
}

self.addEventListener('message', ({ data }) => {
  if (data === TAKE_OVER) void self.skipWaiting();
});

cleanupOutdatedCaches();
precacheAndRoute(atOnce);
registerRoute(
  new NavigationRoute(async ({ request }) => (await matchPrecache('/')) ?? fetch(request), {
    allowlist: PAGES,
  }),
);
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && later.includes(url.pathname),
  new CacheFirst({ cacheName: LATER }),
);
// So that what is needed later is kept from the first visit on.
clientsClaim();

self.addEventListener('activate', (event) => event.waitUntil(forgetOthers()));

/** Of what was kept when it was needed, only what is part of this build: no tab has another any more. */
async function forgetOthers(): Promise<void> {
  const cache = await self.caches.open(LATER);
  const isOld = ({ url }: Request): boolean => !later.includes(new URL(url).pathname);
  await Promise.all((await cache.keys()).filter(isOld).map((request) => cache.delete(request)));
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openFromNotification(self.clients, event.notification.data));
});
