/** Where what should not happen is written down; never the text of a message, never a secret. */
export type Log = {
  warn(what: string, detail?: unknown): void;
  error(what: string, detail?: unknown): void;
};
