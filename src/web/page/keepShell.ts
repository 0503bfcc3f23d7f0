import { loadRest } from './loadRest.ts';

/** What it needs of `navigator`: `serviceWorker` is there in secure contexts alone. */
type Browser = { readonly serviceWorker?: Pick<ServiceWorkerContainer, 'register' | 'ready'> };

/**
 * Has the page and its files kept for opening without the server. Resolves with whether they are: a browser has no
 * service workers on plain HTTP beyond loopback, and refuses them behind a certificate it does not trust (even one that
 * was clicked through) and where it may store nothing. There the open tab at least loads all of itself. Never rejects.
 */
export async function keepShell(browser: Browser = navigator, loadAll = loadRest): Promise<boolean> {
  const isKept = await register(browser);
  if (!isKept) {
    // Its parts come when they are asked for, then, as long as the server is there.
    await loadAll().catch((error: unknown) =>
      console.info('Parts of Parley could not be loaded ahead:', error),
    );
  }
  return isKept;
}

async function register(browser: Browser): Promise<boolean> {
  const { serviceWorker } = browser;
  if (serviceWorker === undefined) return false;
  try {
    // Its own script comes from the server each time, or updates would wait for a day.
    const registration = await serviceWorker.register('/serviceWorker.js', { updateViaCache: 'none' });
    return await becomesActive(registration, serviceWorker.ready);
  } catch (error) {
    console.info('Parley does not open offline here:', error);
    return false;
  }
}

/** Whether one is active, or becomes so: one that could not fetch all it has to keep is thrown away instead. */
function becomesActive(
  { active, installing }: ServiceWorkerRegistration,
  ready: Promise<ServiceWorkerRegistration>,
): Promise<boolean> {
  if (active !== null || installing === null) return Promise.resolve(active !== null);
  return new Promise((resolve) => {
    void ready.then(() => resolve(true));
    installing.addEventListener('statechange', () => {
      if (installing.state === 'redundant') resolve(false);
    });
  });
}
