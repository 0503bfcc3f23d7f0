import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { found, tally } from './suites.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-suites-'));
afterAll(() => rmSync(folder, { recursive: true }));

const report = join(folder, 'report.json');
writeFileSync(report, JSON.stringify({ numPassedTests: 7, numFailedTests: 0 }));
const ended = { code: 0, output: '', timedOut: false };
const count = ({ numPassedTests, numFailedTests }: { numPassedTests: number; numFailedTests: number }) => ({
  passed: numPassedTests,
  failed: numFailedTests,
});

describe('counting a suite', () => {
  it('takes the numbers of the report', () => {
    expect(tally(ended, report, count)).toEqual({ passed: 7, failed: 0 });
  });

  it('counts a runner that left no report as a failure, even if it ended well', () => {
    expect(tally(ended, join(folder, 'none.json'), count)).toEqual({ passed: 0, failed: 1 });
  });

  it('counts a bad end that no failed test explains as a failure', () => {
    expect(tally({ ...ended, code: 1 }, report, count)).toEqual({ passed: 7, failed: 1 });
    expect(tally({ ...ended, code: null, timedOut: true }, report, count)).toEqual({ passed: 7, failed: 1 });
  });
});

describe('what is said of a suite', () => {
  it('is how many passed, how many did not, and how long it took', () => {
    expect(found({ passed: 7, failed: 0 }, 1_499)).toBe('7 passed in 1 s');
    expect(found({ passed: 7, failed: 2 }, 95_700)).toBe('2 failed and 7 passed in 96 s');
  });
});
