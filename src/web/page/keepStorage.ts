import type { AppApi } from '../../shared/ipc/contract.ts';

/**
 * Asks the browser, once there is something worth it, not to clear what is kept here when it runs out of room. Some ask
 * the person; what they say is the browser's to remember.
 */
export function keepStorage(api: AppApi): void {
  const { storage } = navigator as { storage?: StorageManager };
  let asked = false;
  async function ask(): Promise<void> {
    if (asked || storage?.persist === undefined) return;
    asked = true;
    if (!(await storage.persisted())) await storage.persist();
  }
  const tried = () => ask().catch((error: unknown) => console.info('Storage may be cleared:', error));

  api.onDeltas((deltas) => {
    if (deltas.some(({ type }) => type === 'space.changed')) void tried();
  });
  void api.call('app:load', {}).then((loaded) => {
    if (loaded.ok && loaded.data.spaces.length > 0) void tried();
  });
}
