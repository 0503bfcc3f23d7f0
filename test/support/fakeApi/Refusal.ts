import type { AppError } from '../../../src/shared/ipc/contract.ts';

/** A request that the fake app refuses, in the words of its server. */
export class Refusal extends Error {
  readonly code: AppError['code'];
  readonly keys: AppError['keys'];
  constructor(code: AppError['code'], message = `refused: ${code}`, keys?: AppError['keys']) {
    super(message);
    this.code = code;
    this.keys = keys;
  }

  /** As it comes over IPC. */
  get error(): AppError {
    const { code, message, keys } = this;
    return { code, message, ...(keys !== undefined && { keys }) };
  }
}
