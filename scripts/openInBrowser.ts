import open from 'open';

/** Longer than any launcher takes to find that there is nothing to launch; one that runs on has found a browser. */
const LAUNCH_MS = 3_000;

/** Opens an address in this computer's browser. Resolves with whether there is one, as far as its launcher says. */
export async function openInBrowser(address: string): Promise<boolean> {
  if (!hasScreen()) return false;
  try {
    const launcher = await open(address);
    if (launcher.exitCode !== null) return launcher.exitCode === 0;
    return await new Promise((resolve) => {
      const timer = setTimeout(() => resolve(true), LAUNCH_MS);
      launcher.once('exit', (code) => {
        clearTimeout(timer);
        resolve(code === 0);
      });
    });
  } catch {
    return false; // There is no launcher either.
  }
}

/** Without a screen Linux's launcher looks for a browser of the terminal, which the server's output needs for itself. */
function hasScreen(): boolean {
  if (process.platform !== 'linux') return true;
  return ['DISPLAY', 'WAYLAND_DISPLAY', 'WSL_DISTRO_NAME', 'BROWSER'].some((name) => process.env[name]);
}
