import type { App } from '../store/app.ts';
import { raiseToast } from './navigate.ts';

/** Makes this tab the one that writes. */
export async function takeOver(app: App): Promise<void> {
  const taken = await app.api.call('browser:takeOver', {});
  if (!taken.ok) raiseToast(app, 'problem', 'toast.failed');
}

/** Has the browser ask the person for leave to show notifications. */
export async function askNotifications(app: App): Promise<void> {
  const asked = await app.api.call('browser:askNotifications', {});
  if (!asked.ok) {
    raiseToast(app, 'problem', 'toast.failed');
    return;
  }
  const browser = asked.data;
  app.store.setState(({ facts }) => ({ facts: facts && { ...facts, browser } }));
}

const KEY = 'parley.notifications';

/** Whether the person has said not to be asked for notifications in this browser. */
export function isNotNow(): boolean {
  try {
    return localStorage.getItem(KEY) === 'not now';
  } catch {
    // Nothing can be remembered here, not even that: it is asked again in the next visit.
    return false;
  }
}

export function rememberNotNow(): void {
  try {
    localStorage.setItem(KEY, 'not now');
  } catch {
    // As above.
  }
}
