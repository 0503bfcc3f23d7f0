import { join } from 'node:path';
import { type Settings, settingsSchema } from '../../shared/ipc/views.ts';
import { openJsonFile } from '../files/openJsonFile.ts';
import type { Log } from '../log.ts';

const { theme, listWidth, panelWidth, textSize, panelOpen } = settingsSchema.shape;

/** As stored; what is missing, because an earlier version did not know it, is as it is at first. */
const storedSchema = settingsSchema.extend({
  theme: theme.default('system'),
  listWidth: listWidth.default(264),
  panelWidth: panelWidth.default(360),
  textSize: textSize.default(100),
  panelOpen: panelOpen.default(false),
});

/** Those to be set; what is left out or undefined stays. */
type SettingsChanges = { [K in keyof Settings]?: Settings[K] | undefined };

export type SettingsFile = Awaited<ReturnType<typeof openSettings>>;

/** What a person set for this app, in `settings.json`. */
export async function openSettings(dataFolder: string, log: Log) {
  const path = join(dataFolder, 'settings.json');
  const file = await openJsonFile<Settings>(path, storedSchema, storedSchema.parse({}));
  if (file.wasSetAside) log.error('the settings were damaged and have been set aside');
  return {
    get: file.get,
    async save(changes: SettingsChanges): Promise<Settings> {
      const set = Object.entries(changes).filter(([, value]) => value !== undefined);
      await file.save({ ...file.get(), ...Object.fromEntries(set) });
      return file.get();
    },
  };
}
