/** Where what should not happen is written down; never the text of a message, never a secret. */
export type Log = {
  warn(what: string, detail?: unknown): void;
  error(what: string, detail?: unknown): void;
};

/** One line of JSON on stderr for each. */
export const stderrLog: Log = {
  warn: (what, detail) => write('warn', what, detail),
  error: (what, detail) => write('error', what, detail),
};

function write(level: string, what: string, detail: unknown): void {
  const told = detail instanceof Error ? (detail.stack ?? detail.message) : detail;
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, what, detail: told })}\n`);
}
