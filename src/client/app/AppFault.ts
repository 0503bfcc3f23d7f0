import { type AppErrorCode, appErrorCodes } from '../../shared/ipc/contract.ts';
import type { KeyMismatch } from '../../shared/model/trust.ts';
import type { Failure, Untrusted } from '../connection/Transport.ts';

/** A refusal of the app's own, which the window shows. */
export class AppFault extends Error {
  override readonly name = 'AppFault';
  readonly code: AppErrorCode;
  /** With `untrusted`: which key was shown, in place of which. */
  readonly keys: KeyMismatch | undefined;

  constructor(code: AppErrorCode, message: string, keys?: KeyMismatch) {
    super(message);
    this.code = code;
    this.keys = keys;
  }
}

const isAppErrorCode = (code: string): code is AppErrorCode => appErrorCodes.some((known) => known === code);

/** What a server's failure to answer, or its refusal, is to the window. */
export function faultOf(failure: Failure | Untrusted): AppFault {
  switch (failure.kind) {
    case 'unreachable':
      return new AppFault('unreachable', 'No server answers at that address.');
    case 'not_parley':
      return new AppFault('not_parley', 'What answers at that address is not a Parley space.');
    case 'untrusted': {
      const { expected, presented } = failure;
      return new AppFault('untrusted', "The server's key is not one that somebody vouched for.", {
        expected,
        presented,
      });
    }
    case 'refused': {
      const { code, message } = failure.error;
      return new AppFault(isAppErrorCode(code) ? code : 'internal', message);
    }
  }
}
