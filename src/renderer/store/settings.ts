import type { Settings } from '../../shared/ipc/views.ts';

/** What the person set, as the app keeps it. */
export type SettingsSlice = { settings: Settings };

export const initialSettings: SettingsSlice = {
  settings: { theme: 'system', listWidth: 264, panelWidth: 360, textSize: 100, panelOpen: false },
};
