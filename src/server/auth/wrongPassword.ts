import { RequestError } from '../../shared/protocol/errors.ts';

/** How a sign-in is refused: alike for a wrong name and a wrong password, so that neither is told apart. */
export const wrongPassword = () => new RequestError('unauthorized', 'The name or the password is wrong.');
