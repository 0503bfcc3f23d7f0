import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { healthSchema } from '../../src/shared/protocol/http.ts';
import { post } from '../support/space/RawClient.ts';

const scripts = join(import.meta.dirname, '../../scripts');
const BROWSER = 'a-browser-of-this-test';
let folder = '';
let running: Started | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-start-'));
});
afterEach(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Started = { said(words: RegExp): Promise<RegExpExecArray>; stop(): Promise<number | null> };

/** A browser that is on the PATH by whatever name this system's launcher looks for, and notes what it was told to open. */
function installBrowser(exitCode = 0): void {
  const script = `#!/bin/sh\nfor last; do :; done\necho "$last" >> "${join(folder, 'opened')}"\nexit ${exitCode}\n`;
  mkdirSync(join(folder, 'bin'), { recursive: true });
  for (const name of [BROWSER, 'open']) writeFileSync(join(folder, 'bin', name), script, { mode: 0o755 });
}

/** Starts a script as npm does (`shell`: behind a shell, which hands no signal on), on a machine without a screen, without Electron and without a way to fetch it. */
function start(
  script: string,
  changes: Record<string, string | undefined> = {},
  { shell = false } = {},
): Started {
  const {
    DISPLAY: _,
    WAYLAND_DISPLAY: __,
    XDG_CURRENT_DESKTOP: ___,
    DESKTOP_SESSION: ____,
    ...rest
  } = process.env;
  const path = join(scripts, script);
  // With something to do after it, a shell does not become what it starts.
  const behindShell = ['-c', `"${process.execPath}" "${path}"; exit $?`];
  const child: ChildProcess = spawn(shell ? '/bin/sh' : process.execPath, shell ? behindShell : [path], {
    env: {
      ...rest,
      PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`,
      BROWSER,
      PARLEY_DATA: join(folder, 'data'),
      PARLEY_PORT: '0',
      ELECTRON_MIRROR: 'http://127.0.0.1:9/',
      ...changes,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = once(child, 'close').then(([code]): number | null => code);
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  running = {
    said: (words) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = words.exec(output);
          if (found !== null) resolve(found);
        };
        child.stdout?.on('data', look);
        look();
        void ended.then((code) => reject(new Error(`It ended with ${code} after: ${output}`)));
      }),
    stop() {
      running = undefined;
      child.kill('SIGTERM');
      return ended;
    },
  };
  return running;
}

const opened = () => readFileSync(join(folder, 'opened'), 'utf8').trim().split('\n');
const healthAt = async (url: string) => healthSchema.parse(await (await fetch(`${url}/health`)).json());

describe('a space for the browser of this computer', () => {
  it('is opened there, greets its host, and is found again at the next start', async () => {
    installBrowser();
    const first = start('startInBrowser.ts');
    const [, address = ''] = await first.said(/^(http:\S+) opens in the browser\.$/m);
    expect(opened()).toEqual([address]);
    expect(await (await fetch(address)).text()).toContain('<div id="root">');
    const { isNew, spaceId } = await healthAt(address);
    expect(isNew).toBe(true);
    const ada = { username: 'ada', displayName: 'Ada', password: 'correct horse' };
    // On loopback nobody asks for a setup code.
    expect((await post(address, '/api/auth/register', ada)).status).toBe(201);
    expect(await first.stop()).toBe(0);

    const second = start('startInBrowser.ts');
    const [, again = ''] = await second.said(/^(http:\S+) opens in the browser\.$/m);
    expect(opened()).toEqual([address, again]);
    expect(await healthAt(again)).toMatchObject({ isNew: false, spaceId });
  });

  it.skipIf(process.platform === 'win32')('ends with npm, whose shell hands no signal on', async () => {
    installBrowser();
    const started = start('startInBrowser.ts', { npm_lifecycle_event: 'start' }, { shell: true });
    const [, address = ''] = await started.said(/^(http:\S+) opens in the browser\.$/m);
    await healthAt(address);
    // It resolves once nobody holds the output any more: neither the script nor the server.
    await started.stop();
    await expect(fetch(`${address}/health`)).rejects.toThrow();
  });

  it('says its address where no browser opens', async () => {
    installBrowser(3);
    const [, address = ''] = await start('startInBrowser.ts').said(/^Open (http:\S+) in a browser\.$/m);
    expect((await healthAt(address)).isNew).toBe(true);
  });
});

// Elsewhere a machine that has Electron would open the app, screen or not.
it.runIf(process.platform === 'linux')(
  'npm start ends there where Electron cannot be had, and says why',
  async () => {
    installBrowser();
    const started = start('start.ts');
    await started.said(/^.*Starting a space for the browser instead\.$/m);
    const [, address = ''] = await started.said(/^(http:\S+) opens in the browser\.$/m);
    expect(opened()).toEqual([address]);
    expect(await started.stop()).toBe(0);
  },
);
