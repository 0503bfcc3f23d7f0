import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { getElectron, sandboxSwitches } from './electronRuntime.ts';
import { endWithNpm } from './endWithNpm.ts';
import { ensureBuilt } from './ensureBuilt.ts';
import { root } from './run.ts';

/**
 * `npm start`: builds what is missing and opens the desktop app. Where Electron cannot run, one line says why, a space
 * starts and this computer's browser opens it. Further arguments go to the app.
 */
endWithNpm();
if (!(await ensureBuilt())) process.exit(1);
const runtime = await getElectron();
if (runtime.path !== undefined) {
  become(runtime.path, [...sandboxSwitches(runtime.path), root, ...process.argv.slice(2)]);
} else {
  process.stdout.write(`${runtime.reason} Starting a space for the browser instead.\n`);
  become(process.execPath, [join(root, 'scripts', 'startInBrowser.ts')]);
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
