import type { Metrics } from './metrics.ts';

/** Where the server writes what operators should know; pino's loggers fit. Secrets and texts of messages never go here. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** Writes to another log, and counts what is a fault. */
export const countingLog = (log: Log, metrics: Pick<Metrics, 'faulted'>): Log => ({
  debug: (fields, message) => log.debug(fields, message),
  info: (fields, message) => log.info(fields, message),
  warn: (fields, message) => log.warn(fields, message),
  error(fields, message) {
    metrics.faulted();
    log.error(fields, message);
  },
});
