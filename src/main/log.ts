import type { Log } from '../client/app/Log.ts';

/** One line of JSON on stderr for each. */
export const stderrLog: Log = {
  warn: (what, detail) => write('warn', what, detail),
  error: (what, detail) => write('error', what, detail),
};

function write(level: string, what: string, detail: unknown): void {
  const told = detail instanceof Error ? (detail.stack ?? detail.message) : detail;
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, what, detail: told })}\n`);
}
