import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.ts';
import { type Lock, shippedPackages, vulnerabilitiesIn } from './shippedPackages.ts';

/**
 * Whether anything is known against a package that ships: what `src` imports and what that leans on, bundled or not, and
 * Electron. Where the registry cannot be asked this says so, and fails nothing: a release asks again.
 */
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
  .map((path) => readFileSync(join(root, 'src', path), 'utf8'));
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
const shipped = shippedPackages(lock, sources);
const { output } = await run('npm', ['audit', '--json'], { output: 'keep', limit: 60_000 });
const found = vulnerabilitiesIn(output, shipped);
if (found === undefined) {
  process.stdout.write(
    'The registry could not be asked what is known against packages: nothing was checked.\n',
  );
} else if (found.length > 0) {
  for (const { name, severity, title } of found) process.stderr.write(`${severity}: ${name}: ${title}\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(`Nothing is known against the ${shipped.size} packages that ship.\n`);
}
