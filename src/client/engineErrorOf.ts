import { appErrorCodes } from '../shared/ipc/contract.ts';
import type { Failure } from './connection/Transport.ts';
import { EngineError } from './Engine.ts';

/** Why the server did not answer a question: a refusal in its own words, or that it could not be asked. */
export function engineErrorOf(failure: Failure | undefined): EngineError {
  if (failure?.kind === 'not_parley') return new EngineError('internal', failure.message);
  if (failure?.kind !== 'refused')
    return new EngineError('offline', 'This is kept by the server, which cannot be reached.');
  const { code, message } = failure.error;
  return new EngineError(appErrorCodes.find((one) => one === code) ?? 'internal', message);
}
