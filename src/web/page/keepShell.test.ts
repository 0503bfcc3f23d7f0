import { expect, it, vi } from 'vitest';
import { keepShell } from './keepShell.ts';

/** A browser whose service worker, once somebody listens, gets as far as `end`; without one it cannot be registered. */
function browserWhoseWorkerIs(end?: 'activated' | 'redundant') {
  const registered: unknown[] = [];
  let settle = (): void => undefined;
  const ready = new Promise<ServiceWorkerRegistration>((resolve) => {
    settle = () => resolve({} as ServiceWorkerRegistration);
  });
  const installing = {
    state: 'installing',
    addEventListener(_type: string, listen: () => void) {
      installing.state = end ?? 'installing';
      if (end === 'activated') settle();
      listen();
    },
  };
  const serviceWorker = {
    ready,
    async register(...asked: unknown[]) {
      registered.push(...asked);
      if (end === undefined) throw new DOMException('The certificate is not trusted.', 'SecurityError');
      return { active: null, installing } as unknown as ServiceWorkerRegistration;
    },
  };
  return { serviceWorker, registered };
}

it('the page opens offline once all it needs is kept', async () => {
  const browser = browserWhoseWorkerIs('activated');
  const loadRest = vi.fn(async () => undefined);
  expect(await keepShell(browser, loadRest)).toBe(true);
  expect(loadRest).not.toHaveBeenCalled();
  expect(browser.registered).toEqual(['/serviceWorker.js', { updateViaCache: 'none' }]);
});

it('it does not where that could not be fetched or stored', async () => {
  const loadRest = vi.fn(async () => undefined);
  expect(await keepShell(browserWhoseWorkerIs('redundant'), loadRest)).toBe(false);
  expect(loadRest).toHaveBeenCalledOnce();
});

it('nor behind a certificate that was clicked through, nor on plain HTTP; there the open tab loads all of itself', async () => {
  const loadRest = vi.fn(async () => undefined);
  expect(await keepShell(browserWhoseWorkerIs(), loadRest)).toBe(false);
  expect(await keepShell({}, loadRest)).toBe(false);
  expect(loadRest).toHaveBeenCalledTimes(2);
});

it('and goes without its parts where they do not come', async () => {
  const loadRest = async () => Promise.reject(new Error('The server is gone.'));
  expect(await keepShell({}, loadRest)).toBe(false);
});
