import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createBeside } from './createBeside.ts';
import { quietTool } from './suites.ts';

const stub = (source: string) => ['--input-type=module', '-e', source];

it('a suite beside others shows its first line at once, and the rest when it is counted, with its failure', async () => {
  const shown: string[] = [];
  const beside = createBeside('stub', (text) => shown.push(text));
  const source = "console.log('\\nseed 7'); console.log('BROKEN: a rule'); process.exitCode = 1";
  expect(await quietTool(stub(source), 20_000, beside.say)).toEqual({ passed: 0, failed: 1 });
  expect(shown).toEqual(['stub: seed 7\n']);
  beside.end();
  expect(shown.at(-1)).toBe('\n── stub\nBROKEN: a rule\n');
});

it('one that runs into its limit is asked to end, has the time to, and says why it did', async () => {
  const shown: string[] = [];
  const beside = createBeside('stub', (text) => shown.push(text));
  const source =
    "process.once('SIGTERM', () => { console.log('unmounted'); process.exit(0); }); console.log('seed 7'); setInterval(() => {}, 1000)";
  expect(await quietTool(stub(source), 2_000, beside.say)).toEqual({ passed: 0, failed: 1 });
  beside.end();
  expect(shown.join('')).toContain('seed 7\n');
  expect(shown.at(-1)).toContain('unmounted\nThe suite took too long and was ended.\n');
});

it('what it said so far is shown when the others are interrupted', async () => {
  const url = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
  const source = `
    import { createBeside } from ${url('./createBeside.ts')};
    import { exitOnSignals } from ${url('./run.ts')};
    exitOnSignals();
    createBeside('stub').say('seed 7\\nBROKEN: a rule\\n');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, stub(source), { cwd: join(import.meta.dirname, '..') });
  let shown = '';
  child.stdout.on('data', (chunk) => {
    shown += chunk;
    if (shown.includes('seed 7')) child.kill('SIGTERM');
  });
  await new Promise((resolve) => child.once('close', resolve));
  expect(shown).toBe('stub: seed 7\n\n── stub\nBROKEN: a rule\n');
});
