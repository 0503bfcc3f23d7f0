import { z } from 'zod';
import {
  type AppError,
  type AppOutput,
  type AppParsedInput,
  type AppRequestName,
  appRequests,
  type Result,
} from '../../shared/ipc/contract.ts';
import { parseUntrusted } from '../../shared/model/parseUntrusted.ts';
import type { KeyMismatch } from '../../shared/model/trust.ts';
import { EngineError } from '../Engine.ts';
import { AppFault } from './AppFault.ts';
import type { Log } from './Log.ts';

/** Which window asks: the id of its `webContents`, or of its tab. */
export type Asker = number;

/** What is done for each request; input has been parsed. */
export type AppHandlers = {
  [N in AppRequestName]: (input: AppParsedInput<N>, asker: Asker) => AppOutput<N> | Promise<AppOutput<N>>;
};

/** Parses, runs, and always gives a result: never a throw, and nothing of a fault but that there was one. */
export async function answer(
  handlers: AppHandlers,
  log: Log,
  name: AppRequestName,
  raw: unknown,
  asker: Asker,
): Promise<Result<unknown>> {
  const input = parseUntrusted(appRequests[name].input, raw);
  if (!input.success) return refused('invalid', z.prettifyError(input.error));
  try {
    // The schema and the handler of one name belong together, which the compiler cannot follow through a union.
    const handler = handlers[name] as (input: unknown, asker: Asker) => unknown;
    return { ok: true, data: await handler(input.data, asker) };
  } catch (error) {
    if (error instanceof AppFault) return refused(error.code, error.message, error.keys);
    if (error instanceof EngineError) return refused(error.code, error.message);
    log.error(`${name} failed`, error);
    return refused('internal', 'Something went wrong in the app.');
  }
}

export const refused = (code: AppError['code'], message: string, keys?: KeyMismatch): Result<never> => ({
  ok: false,
  error: { code, message, ...(keys && { keys }) },
});
