import { type AppErrorCode, appErrorCodes } from '../../shared/ipc/contract.ts';
import type { Failure } from '../connection/Transport.ts';

/** A refusal of the app's own, which the window shows. */
export class AppFault extends Error {
  override readonly name = 'AppFault';
  readonly code: AppErrorCode;

  constructor(code: AppErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

const isAppErrorCode = (code: string): code is AppErrorCode => appErrorCodes.some((known) => known === code);

/** What a server's failure to answer, or its refusal, is to the window. */
export function faultOf(failure: Failure): AppFault {
  switch (failure.kind) {
    case 'unreachable':
      return new AppFault('unreachable', 'No server answers at that address.');
    case 'not_parley':
      return new AppFault('not_parley', 'What answers at that address is not a Parley space.');
    case 'refused': {
      const { code, message } = failure.error;
      return new AppFault(isAppErrorCode(code) ? code : 'internal', message);
    }
  }
}
