import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findElectron } from '../test/support/electronBinary.ts';
import { whyNoNamespaces } from '../test/support/network/createNetwork.ts';
import { bin, type Ended, type RunOptions, root, run, runNode } from './run.ts';

/** What one suite found; a runner that ended badly without naming a failed test counts as one failure. */
export type Tally = { passed: number; failed: number };
/**
 * A suite of `npm test`: its name, whether `npm run check` has it too, and how it is run. One that runs `beside` those that
 * follow `say`s what it has to, most of which is kept for the end (`createBeside.ts`): it waits more than it works, and nothing in it minds a busy computer.
 */
export type Suite = {
  name: string;
  inCheck: boolean;
  beside?: true;
  run: (say: Say) => Promise<Tally>;
};
type Say = (text: string) => void;

const MINUTE = 60_000;
const reports = join(root, 'artifacts', 'reports');

/** A tool that reports no tests: one check, passed or failed. */
async function tool(args: string[], limit: number): Promise<Tally> {
  const { code } = await runOnDisplay(args, { limit });
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

const TOO_LONG = 'The suite took too long and was ended.\n';

/**
 * What a suite is run with that runs beside others: what it says is handed on, and it is given half a minute to leave nothing behind,
 * mounted disks and networks above all.
 */
const aside = (say: Say) => ({ output: 'keep', onOutput: say, patience: MINUTE / 2 }) as const;

/** A tool beside others. */
export async function quietTool(args: string[], limit: number, say: Say): Promise<Tally> {
  const { code, timedOut } = await runNode(args, { limit, ...aside(say) });
  if (timedOut) say(TOO_LONG);
  return code === 0 && !timedOut ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function vitest(name: string, projects: string[], limit: number, options?: RunOptions): Promise<Tally> {
  const report = freshReport(name);
  const chosen = projects.flatMap((project) => ['--project', project]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [bin('vitest/vitest.mjs'), 'run', ...chosen, ...reporters];
  const ended = await runNode(args, { limit, ...options });
  return tally(ended, report, ({ numPassedTests, numFailedTests }) => ({
    passed: numPassedTests,
    failed: numFailedTests,
  }));
}

/** Computers on a network of their own; a machine that can have none has nothing to count. */
async function network(limit: number, say: Say): Promise<Tally> {
  const reason = whyNoNamespaces();
  if (reason === null) return vitest('network', ['network'], limit, aside(say));
  say(`The network suite was skipped: ${reason}.\n`);
  return { passed: 0, failed: 0 };
}

async function playwright(name: string, projects: string[], limit: number): Promise<Tally> {
  const report = freshReport(name);
  const chosen = projects.map((project) => `--project=${project}`);
  const args = [bin('@playwright/test/cli.js'), 'test', ...chosen, '--reporter=list,json'];
  const options = { limit, env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report } };
  const ended = await runOnDisplay(args, options);
  return tally(ended, report, ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
  }));
}

/** Runs a script that starts desktop apps. */
function runOnDisplay(args: string[], options: RunOptions): Promise<Ended> {
  return needsXvfb() ? run('xvfb-run', ['-a', process.execPath, ...args], options) : runNode(args, options);
}

/** Real Electron on Linux wants a display; the stand-in does not. */
function needsXvfb(): boolean {
  return (
    findElectron() !== undefined &&
    process.platform === 'linux' &&
    !process.env['DISPLAY'] &&
    !process.env['WAYLAND_DISPLAY']
  );
}

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  stats: { expected: number; unexpected: number; flaky: number };
};

/** Counts by a runner's JSON report; a missing report, a time limit and an unexplained exit code are failures. */
export function tally({ code, timedOut }: Ended, report: string, count: (report: Report) => Tally): Tally {
  if (timedOut) process.stderr.write(TOO_LONG);
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { passed, failed } = count(JSON.parse(readFileSync(report, 'utf8')));
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

/** What a suite found and how long it took, in words; unlike those of the last line, which alone count everything. */
export function found({ passed, failed }: Tally, ms: number): string {
  return `${failed > 0 ? `${failed} failed and ` : ''}${passed} passed in ${Math.round(ms / 1000)} s`;
}

function freshReport(name: string): string {
  mkdirSync(reports, { recursive: true });
  const path = join(reports, `${name}.json`);
  rmSync(path, { force: true });
  return path;
}

/** Every suite, in the order of `npm test`: what is quick and telling first. Limits end what hangs: several times what it takes. */
export const suites: Suite[] = [
  {
    name: 'format and lint',
    inCheck: true,
    run: () => tool([bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'], 10 * MINUTE),
  },
  { name: 'types', inCheck: true, run: () => tool([bin('typescript/bin/tsc'), '-b'], 10 * MINUTE) },
  { name: 'unit tests', inCheck: true, run: () => vitest('unit', ['unit', 'renderer'], 15 * MINUTE) },
  {
    name: 'build',
    inCheck: false,
    run: () => tool([join(root, 'scripts', 'build.ts')], 10 * MINUTE),
  },
  {
    name: 'web client',
    inCheck: false,
    run: () => tool([join(root, 'scripts', 'checkWebClient.ts')], 5 * MINUTE),
  },
  {
    name: 'package',
    inCheck: false,
    run: () => tool([join(root, 'scripts', 'checkPackage.ts')], 10 * MINUTE),
  },
  {
    name: 'chaos',
    inCheck: false,
    beside: true,
    // Five minutes in which things go wrong, and as many as a slow machine needs until all has come right.
    run: (say) => quietTool([join(root, 'scripts', 'chaos.ts'), '--minutes', '5'], 30 * MINUTE, say),
  },
  { name: 'network', inCheck: false, beside: true, run: (say) => network(20 * MINUTE, say) },
  {
    name: 'contracts',
    inCheck: false,
    run: () => vitest('contracts', ['contracts', 'browser'], 20 * MINUTE),
  },
  {
    name: 'integration',
    inCheck: false,
    run: () => vitest('integration', ['integration', 'indexeddb'], 30 * MINUTE),
  },
  {
    name: 'audit',
    inCheck: false,
    run: () => tool([join(root, 'scripts', 'checkAudit.ts')], 5 * MINUTE),
  },
  { name: 'hostile input', inCheck: false, run: () => vitest('fuzz', ['fuzz'], 20 * MINUTE) },
  { name: 'window', inCheck: false, run: () => playwright('window', ['window'], 30 * MINUTE) },
  {
    name: 'web and desktop',
    inCheck: false,
    // Both at once: people wait for each other more than the computer works.
    run: () => playwright('e2e', ['web', 'desktop'], 40 * MINUTE),
  },
];
