import type { User } from '../../shared/model/user.ts';
import { RequestError } from '../../shared/protocol/errors.ts';

/** What somebody is told who was shut out. */
export const shutOut = ({ state }: Pick<User, 'state'>): RequestError =>
  new RequestError(
    'forbidden',
    state === 'banned'
      ? 'You have been banned from this space.'
      : 'Your account is deactivated: ask an admin of this space to let you in again.',
  );
