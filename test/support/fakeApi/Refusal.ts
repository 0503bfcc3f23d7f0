import type { AppError } from '../../../src/shared/ipc/contract.ts';

/** A request that the fake app refuses, in the words of its server. */
export class Refusal extends Error {
  readonly code: AppError['code'];
  constructor(code: AppError['code'], message = `refused: ${code}`) {
    super(message);
    this.code = code;
  }
}
