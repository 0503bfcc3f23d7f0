import { expect, it, vi } from 'vitest';
import { workersReach } from './workersReach.ts';

const registration = {} as ServiceWorkerRegistration;
const browser = (found: boolean, registers: boolean) => ({
  serviceWorker: {
    getRegistration: async () => (found ? registration : undefined),
    register: vi.fn(async () => {
      if (!registers) throw new DOMException('An SSL certificate error occurred.', 'SecurityError');
      return registration;
    }),
  },
});

it('a worker is left alone behind a certificate that was clicked through', async () => {
  expect(await workersReach('https:', browser(false, false))).toBe(false);
});

it('a worker is taken behind one that the browser trusts, offline too once a service worker is there', async () => {
  expect(await workersReach('https:', browser(false, true))).toBe(true);
  const offline = browser(true, false);
  expect(await workersReach('https:', offline)).toBe(true);
  expect(offline.serviceWorker.register).not.toHaveBeenCalled();
});

it('a worker is taken over plain HTTP, and where there are no service workers to ask', async () => {
  expect(await workersReach('http:', browser(false, false))).toBe(true);
  expect(await workersReach('https:', {})).toBe(true);
});
