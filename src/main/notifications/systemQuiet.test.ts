import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSystemQuiet } from './systemQuiet.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-gsettings-'));
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH']}`);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** A desktop whose `gsettings` answers like this, if it is asked what it should be. */
function desktopSays(answer: string, status = 0): void {
  const asked = '"get org.gnome.desktop.notifications show-banners"';
  const script = `#!/bin/sh\n[ "$*" = ${asked} ] || exit 9\necho '${answer}'\nexit ${status}\n`;
  writeFileSync(join(folder, 'gsettings'), script);
  chmodSync(join(folder, 'gsettings'), 0o755);
}

it('is what GNOME’s switch says, asked now and then', async () => {
  let now = 0;
  const isQuiet = createSystemQuiet('linux', () => now);
  desktopSays('false');
  expect(await isQuiet()).toBe(true);
  desktopSays('true');
  now += 4_999;
  expect(await isQuiet()).toBe(true);
  now += 1;
  expect(await isQuiet()).toBe(false);
});

it('is nothing where the desktop has no such switch, or another system sees to it', async () => {
  desktopSays('false', 1);
  expect(await createSystemQuiet('linux', () => 0)()).toBe(false);
  desktopSays('false');
  expect(await createSystemQuiet('darwin', () => 0)()).toBe(false);
  expect(await createSystemQuiet('win32', () => 0)()).toBe(false);
});
