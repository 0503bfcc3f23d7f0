import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { endWithNpm } from './endWithNpm.ts';
import { openInBrowser } from './openInBrowser.ts';
import { root } from './run.ts';

/**
 * Starts the space in data/ (PARLEY_DATA) and opens it in this computer's browser. It listens on loopback, where the first
 * to register owns the space without a setup code: whoever started it is greeted as its host. The port is the same each
 * time unless it is taken, since a browser keeps what it has by address.
 */
const HOST = '127.0.0.1';
const FIRST_PORT = 4100;
const ONE_PRESS_MS = 500;

const port = process.env['PARLEY_PORT'] || String(await freePort(FIRST_PORT));
const data = process.env['PARLEY_DATA'] || join(root, 'data');
const cli = join(root, 'src', 'server', 'cli.ts');
const server = spawn(process.execPath, [cli, '--host', HOST, '--port', port, '--data', data], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
  // In a group of its own, so that the terminal does not tell it as well.
  detached: process.platform !== 'win32',
});
endWithNpm();
let toldAt = Number.NEGATIVE_INFINITY;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    const now = performance.now();
    // One Ctrl+C comes from the terminal and from each npm in between; the server takes a second one as *do not wait*.
    if (now - toldAt > ONE_PRESS_MS) server.kill(signal);
    toldAt = now;
  });
}
process.once('exit', () => server.kill());
server.once('exit', (code) => process.exit(code ?? 1));

createInterface({ input: server.stdout }).on('line', (line) => {
  process.stdout.write(`${line}\n`);
  const address = /^Parley is listening on (\S+)$/.exec(line)?.[1];
  if (address !== undefined) void show(address);
});

async function show(address: string): Promise<void> {
  const opened = await openInBrowser(address);
  process.stdout.write(opened ? `${address} opens in the browser.\n` : `Open ${address} in a browser.\n`);
}

/** The first port from `port` on that nothing listens on. */
async function freePort(port: number): Promise<number> {
  if (port > 65_535) throw new Error('No port is free.');
  const free = await new Promise<boolean>((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    server.listen(port, HOST, () => server.close(() => resolve(true)));
  });
  return free ? port : freePort(port + 1);
}
