import { join } from 'node:path';
import type { Log } from '../../client/app/Log.ts';
import {
  changedSettings,
  type SettingsChanges,
  storedSettingsSchema,
} from '../../client/app/storedSettings.ts';
import type { Settings } from '../../shared/ipc/views.ts';
import { openJsonFile } from '../files/openJsonFile.ts';

export type SettingsFile = Awaited<ReturnType<typeof openSettings>>;

/** What a person set for this app, in `settings.json`. */
export async function openSettings(dataFolder: string, log: Log) {
  const path = join(dataFolder, 'settings.json');
  const file = await openJsonFile<Settings>(path, storedSettingsSchema, storedSettingsSchema.parse({}));
  if (file.wasSetAside) log.error('the settings were damaged and have been set aside');
  return {
    get: file.get,
    async save(changes: SettingsChanges): Promise<Settings> {
      await file.save(changedSettings(file.get(), changes));
      return file.get();
    },
  };
}
