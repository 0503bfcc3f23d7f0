/** How often it is looked whether npm is still there, in ms. */
const LOOK_EVERY_MS = 500;

/**
 * Ends this script as a polite kill does once npm, which started it, is gone. npm passes a signal to the shell between the two, which
 * dies of it and hands nothing on. A script that nobody started by npm may outlive whoever did.
 */
export function endWithNpm(): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS);
  timer.unref();
}
