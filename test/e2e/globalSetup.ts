import { requireChromium } from '../support/chromium.ts';
import { electronVersion, findElectron } from '../support/electronBinary.ts';

/** Says once what the desktop tests of this run are run on. */
export default function announce(): void {
  const real = findElectron();
  const standin = () => `the stand-in with ${requireChromium()}, since Electron's runtime is not here`;
  process.stderr.write(`Desktop tests run on ${real ? `Electron ${electronVersion}` : standin()}.\n`);
}
