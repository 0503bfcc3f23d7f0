import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** `app.getPath` as on Linux; `userData` follows the app's name until it is set. */
export function createPaths(name: () => string) {
  const given = new Map<string, string>();
  const home = homedir();
  const appData = (): string =>
    given.get('appData') ?? process.env['XDG_CONFIG_HOME'] ?? join(home, '.config');
  const userData = (): string => given.get('userData') ?? join(appData(), name());
  const usual: Record<string, () => string> = {
    appData,
    userData,
    home: () => home,
    temp: () => tmpdir(),
    exe: () => process.execPath,
    module: () => process.execPath,
    sessionData: userData,
    logs: () => join(userData(), 'logs'),
    crashDumps: () => join(userData(), 'Crashpad'),
    desktop: () => join(home, 'Desktop'),
    documents: () => join(home, 'Documents'),
    downloads: () => join(home, 'Downloads'),
    music: () => join(home, 'Music'),
    pictures: () => join(home, 'Pictures'),
    videos: () => join(home, 'Videos'),
  };
  const known = (key: string): (() => string) => {
    const find = usual[key];
    if (find === undefined) throw new Error(`Failed to get '${key}' path`);
    return find;
  };
  return {
    get: (key: string): string => given.get(key) ?? known(key)(),
    set: (key: string, path: string): void => {
      known(key);
      given.set(key, path);
    },
  };
}
