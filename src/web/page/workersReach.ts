/** What it needs of `navigator`: `serviceWorker` is there in secure contexts alone. */
type Browser = { readonly serviceWorker?: Pick<ServiceWorkerContainer, 'register' | 'getRegistration'> };

/**
 * Whether what a SharedWorker asks of the server gets there. Behind a certificate that a person has clicked through, Chromium lets the
 * page ask, and refuses whatever belongs to no page; it does not tell which certificate that is. A service worker is refused for the same
 * reason, so that one which is there, or can be registered, says that all is well. Asked over TLS alone.
 */
export async function workersReach(
  protocol = location.protocol,
  { serviceWorker }: Browser = navigator,
): Promise<boolean> {
  if (protocol !== 'https:' || serviceWorker === undefined) return true;
  try {
    if ((await serviceWorker.getRegistration()) !== undefined) return true;
    await serviceWorker.register('/serviceWorker.js', { updateViaCache: 'none' });
    return true;
  } catch {
    // `keepShell` asks for the same, and says so.
    return false;
  }
}
