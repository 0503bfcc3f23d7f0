import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { requireChromium } from '../chromium.ts';
import type { NetworkHost } from './createNetwork.ts';

/** Starts a Chromium on a computer of the network. It is driven over a pipe, which leads there without any network. */
export async function openBrowser(host: NetworkHost, folder: string): Promise<Browser> {
  const starter = join(folder, 'chromium.sh');
  await writeFile(starter, `#!/bin/sh\nexec ${host.command.join(' ')} ${requireChromium()} "$@"\n`);
  await chmod(starter, 0o700);
  return chromium.launch({ executablePath: starter, args: ['--no-sandbox', '--lang=en-US'] });
}
