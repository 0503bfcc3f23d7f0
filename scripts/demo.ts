import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, StartError, startServer } from '../src/server/startServer.ts';
import { DEFAULT_PORT } from '../src/shared/protocol/version.ts';
import { spaceName } from './demo/conversation.ts';
import { fillSpace } from './demo/fillSpace.ts';
import { goOnTalking } from './demo/people.ts';
import { findLauncher, openWindow } from './demo/windows.ts';
import { ensureBuilt } from './ensureBuilt.ts';
import { exitOnSignals, root } from './run.ts';

/**
 * `npm run demo`: a temporary space with a sample conversation, and two people's windows side by side, each an app
 * with a data folder of its own. Without Electron the windows are the stand-in's, in a Chromium; without that or a
 * display the space still runs. Ctrl+C, or closing both windows, ends it and removes everything.
 */
const PASSWORD = 'harbour radio';
const WITH_WINDOWS = ['nadia', 'tom'] as const;
/** So many ports are tried from Parley's own on. */
const PORTS_TRIED = 100;

const say = (line: string) => process.stdout.write(`${line}\n`);

exitOnSignals();
const folder = mkdtempSync(join(tmpdir(), 'parley-demo-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));

if (!(await ensureBuilt())) process.exit(1);
const dataFolder = join(folder, 'space');
const places = await fillSpace(dataFolder, PASSWORD);
const server = await listen(DEFAULT_PORT);
say(`${spaceName} runs at ${server.url} until you press Ctrl+C.`);
say(`Its people are ${WITH_WINDOWS.join(' and ')}, and four more; everyone's password is "${PASSWORD}".`);

const launcher = await findLauncher();
if ('missing' in launcher) say(launcher.missing);
else {
  if (launcher.standinBecause) say(`${launcher.standinBecause} The two windows are a Chromium’s instead.`);
  const opening = WITH_WINDOWS.map((username, side) => {
    const guest = { username, password: PASSWORD, address: server.url, userDataDir: join(folder, username) };
    return openWindow(launcher, guest, side);
  });
  const closed = (await Promise.all(opening)).map(
    (app) => new Promise<void>((resolve) => app.once('close', () => resolve())),
  );
  void Promise.all(closed).then(() => process.exit(0));
}
await goOnTalking(server.url, places, PASSWORD);

/** On Parley's own port, or the next that is free. */
async function listen(port: number): Promise<RunningServer> {
  try {
    return await startServer({ dataFolder, host: '127.0.0.1', port, webFolder: join(root, 'out', 'web') });
  } catch (error) {
    const isTaken = error instanceof StartError && error.code === 'port_taken';
    if (isTaken && port + 1 < DEFAULT_PORT + PORTS_TRIED) return listen(port + 1);
    throw error;
  }
}
