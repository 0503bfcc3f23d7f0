import type { Settings } from '../../shared/ipc/views.ts';
import type { App } from '../store/app.ts';

/** Shows a changed setting at once and has it kept; what could not be kept goes back. */
export async function saveSettings(app: App, change: Partial<Settings>): Promise<void> {
  const before = app.store.getState().settings;
  app.store.setState({ settings: { ...before, ...change } });
  const saved = await app.api.call('settings:save', change);
  app.store.setState({ settings: saved.ok ? saved.data : before });
}
