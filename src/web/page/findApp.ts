import { type PortApi, portApi } from '../tabs/portApi.ts';

/** So long a worker has time to begin, in ms; it reads its databases meanwhile. */
const BEGIN_WITHIN_MS = 10_000;

const report = (what: string, detail: unknown): void => console.error(what, detail);

/** The app behind this tab: in a SharedWorker that all tabs share, or in this page where a browser has none. */
export async function findApp(): Promise<PortApi> {
  if ('SharedWorker' in window)
    try {
      return await inWorker();
    } catch (error) {
      console.warn('The app runs in this page:', error);
    }
  const { runApp } = await import('../runApp.ts');
  const { port1, port2 } = new MessageChannel();
  runApp().connect(port2);
  return portApi(port1, report);
}

async function inWorker(): Promise<PortApi> {
  const worker = new SharedWorker(new URL('../app.worker.ts', import.meta.url), {
    type: 'module',
    name: 'parley',
  });
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', () => reject(new Error('the worker could not be loaded')));
    setTimeout(() => reject(new Error('the worker did not begin')), BEGIN_WITHIN_MS);
  });
  const api = portApi(worker.port, report);
  await Promise.race([api.ready, failed]);
  return api;
}
