import { type Settings, settingsSchema } from '../../shared/ipc/views.ts';

const { theme, listWidth, panelWidth, textSize, panelOpen } = settingsSchema.shape;

/** Settings as they are stored; what is missing, because an earlier version did not know it, is as it is at first. */
export const storedSettingsSchema = settingsSchema.extend({
  theme: theme.default('system'),
  listWidth: listWidth.default(264),
  panelWidth: panelWidth.default(360),
  textSize: textSize.default(100),
  panelOpen: panelOpen.default(false),
});

/** Those to be set; what is left out or undefined stays. */
export type SettingsChanges = { [K in keyof Settings]?: Settings[K] | undefined };

export const changedSettings = (settings: Settings, changes: SettingsChanges): Settings => ({
  ...settings,
  ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)),
});
