import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { getElectron, sandboxSwitches } from './electronRuntime.ts';
import { ensureBuilt } from './ensureBuilt.ts';
import { root } from './run.ts';

/**
 * `npm start`: builds what is missing and opens the desktop app. Where Electron cannot run, one line says why and a
 * headless space starts instead. Further arguments go to the app.
 */
const HOST = '127.0.0.1';
const FIRST_PORT = 4100;

if (!(await ensureBuilt())) process.exit(1);
const runtime = await getElectron();
if (runtime.path !== undefined) {
  become(runtime.path, [...sandboxSwitches(runtime.path), root, ...process.argv.slice(2)]);
} else {
  process.stdout.write(`${runtime.reason} Starting a headless space instead.\n`);
  const port = String(await freePort(FIRST_PORT));
  const cli = join(root, 'src', 'server', 'cli.ts');
  become(process.execPath, [cli, '--host', HOST, '--port', port, '--data', join(root, 'data')]);
}

/** Hands this terminal over to a program: its output, the signals, and its exit code as this script's. */
function become(command: string, args: string[]): void {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
  child.once('exit', (code) => process.exit(code ?? 1));
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
